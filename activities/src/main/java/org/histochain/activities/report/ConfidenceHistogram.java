package org.histochain.activities.report;

import java.util.stream.IntStream;
import org.histochain.activities.table.PatchRow;
import org.jspecify.annotations.Nullable;

/**
 * Confidence of pseudo-labels by class, and how right they are where the truth is known, in {@value
 * #BINS} bins of equal width: bin b holds what lies in (b / {@value #BINS}, (b + 1) / {@value
 * #BINS}], the first one 0 too.
 */
final class ConfidenceHistogram {
  static final int BINS = 20;

  private final int[][] counts;
  private final int[][] right;
  private final int[][] wrong;
  private final float[] least;
  private double sum;

  ConfidenceHistogram(int classes) {
    this.counts = new int[classes][BINS];
    this.right = new int[classes][BINS];
    this.wrong = new int[classes][BINS];
    this.least = new float[classes];
  }

  /**
   * Counts a patch.
   *
   * @param label index of its pseudo-label
   * @param confidence probability of that class, in [0, 1]
   * @param truth index of its true class; {@link PatchRow#NO_CLASS}: not known
   */
  void add(int label, float confidence, int truth) {
    least[label] = count(label) == 0 ? confidence : Math.min(least[label], confidence);
    int bin = Math.clamp((int) Math.ceil(confidence * (double) BINS) - 1L, 0, BINS - 1);
    counts[label][bin]++;
    sum += confidence;
    if (truth != PatchRow.NO_CLASS) {
      (truth == label ? right : wrong)[label][bin]++;
    }
  }

  /** Returns the lower end of a bin. */
  static double from(int bin) {
    return (double) bin / BINS;
  }

  /** Returns the patches of a class in a bin. */
  int count(int label, int bin) {
    return counts[label][bin];
  }

  /** Returns the patches of all classes in a bin. */
  int inBin(int bin) {
    int sum = 0;
    for (int[] ofClass : counts) {
      sum += ofClass[bin];
    }
    return sum;
  }

  /** Returns the patches of a class. */
  int count(int label) {
    int sum = 0;
    for (int inBin : counts[label]) {
      sum += inBin;
    }
    return sum;
  }

  /** Returns the patches of each class. */
  int[] perClass() {
    return IntStream.range(0, counts.length).map(this::count).toArray();
  }

  /** Returns how right the pseudo-labels of a class in a bin are. */
  Precision precision(int label, int bin) {
    return new Precision(right[label][bin], wrong[label][bin]);
  }

  /** Returns how right the pseudo-labels in a bin are, of whichever class. */
  Precision precisionInBin(int bin) {
    return precision(bin, bin + 1, 0, counts.length);
  }

  /** Returns how right the pseudo-labels of a class are. */
  Precision precision(int label) {
    return precision(0, BINS, label, label + 1);
  }

  /** Returns how right all pseudo-labels are. */
  Precision precision() {
    return precision(0, BINS, 0, counts.length);
  }

  private Precision precision(int fromBin, int toBin, int fromLabel, int toLabel) {
    int found = 0;
    int missed = 0;
    for (int label = fromLabel; label < toLabel; label++) {
      for (int bin = fromBin; bin < toBin; bin++) {
        found += right[label][bin];
        missed += wrong[label][bin];
      }
    }
    return new Precision(found, missed);
  }

  /** Returns the mean confidence; null where there is no patch. */
  @Nullable Double meanConfidence() {
    int all = IntStream.of(perClass()).sum();
    return all == 0 ? null : sum / all;
  }

  /** Returns the number of classes. */
  int classes() {
    return counts.length;
  }

  /** Returns the least confidence of a class; null where it has no patch. */
  @Nullable Double least(int label) {
    return count(label) == 0 ? null : (double) least[label];
  }
}
