package org.histochain.activities.filtering;

import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.histochain.activities.table.PatchId;

/**
 * Where one class's ranking is cut: candidates above the threshold are kept, and of those that tie
 * with it the first by patch id.
 */
final class Cut {
  private final float threshold;
  private final int keptOfTied;
  private final boolean splitsTies;
  private final PriorityQueue<String> firstTied = new PriorityQueue<>(Comparator.reverseOrder());

  private Cut(float threshold, int keptOfTied, boolean splitsTies) {
    this.threshold = threshold;
    this.keptOfTied = keptOfTied;
    this.splitsTies = splitsTies;
  }

  /**
   * @param ranked probabilities of the class's candidates
   * @param keep how many to keep, 0 to {@code ranked.size()}
   */
  static Cut of(FloatBag ranked, int keep) {
    if (keep == 0) {
      return new Cut(Float.POSITIVE_INFINITY, 0, false);
    }
    float threshold = ranked.largest(keep);
    int keptOfTied = keep - ranked.countAbove(threshold);
    return new Cut(threshold, keptOfTied, keptOfTied < ranked.countEqual(threshold));
  }

  /** Whether patch ids decide, so that each candidate must be shown to {@link #offer} first. */
  boolean splitsTies() {
    return splitsTies;
  }

  /** Learns of a candidate; only those that tie with the threshold matter. */
  void offer(PatchId patch, float probability) throws IOException {
    if (!splitsTies || probability != threshold) {
      return;
    }
    String id = patch.text();
    if (firstTied.size() < keptOfTied) {
      firstTied.add(id);
    } else if (id.compareTo(firstTied.element()) < 0) {
      firstTied.remove();
      firstTied.add(id);
    }
  }

  /** Tells whether a candidate is kept, once all were offered. */
  boolean keeps(PatchId id, float probability) throws IOException {
    if (probability != threshold) {
      return probability > threshold;
    }
    return !splitsTies || id.text().compareTo(firstTied.element()) <= 0;
  }
}
