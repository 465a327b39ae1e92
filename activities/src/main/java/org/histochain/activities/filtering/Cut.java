package org.histochain.activities.filtering;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Where one class's ranking is cut: candidates above the threshold are kept, and of those that tie
 * with it the first by patch id.
 */
final class Cut {
  private final float threshold;
  private final int keptOfTied;
  private final boolean splitsTies;
  private final PriorityQueue<String> firstTied = new PriorityQueue<>(Comparator.reverseOrder());

  /**
   * @param threshold probability of the last candidate that is kept
   * @param keptOfTied how many to keep of those with it, from 1
   * @param splitsTies whether there are more of those
   */
  Cut(float threshold, int keptOfTied, boolean splitsTies) {
    this.threshold = threshold;
    this.keptOfTied = keptOfTied;
    this.splitsTies = splitsTies;
  }

  /** Keeps nothing. */
  static Cut beforeAll() {
    return new Cut(Float.POSITIVE_INFINITY, 0, false);
  }

  /** Whether the patch id of a candidate decides, which is to be shown to {@link #offer} first. */
  boolean isSplitAt(float probability) {
    return splitsTies && probability == threshold;
  }

  /** Learns the patch id of a candidate whose id decides. */
  synchronized void offer(String id) {
    if (firstTied.size() < keptOfTied) {
      firstTied.add(id);
    } else if (id.compareTo(firstTied.element()) < 0) {
      firstTied.remove();
      firstTied.add(id);
    }
  }

  /** Tells whether a candidate whose id decides is kept, once all of those were offered. */
  boolean keepsSplit(String id) {
    return id.compareTo(firstTied.element()) <= 0;
  }

  /** Tells whether a candidate is kept whose id does not decide. */
  boolean keeps(float probability) {
    return probability >= threshold;
  }
}
