package org.histochain.activities.report;

import org.jspecify.annotations.Nullable;

/**
 * Confidence of pseudo-labels by class, in {@value #BINS} bins of equal width: bin b holds what
 * lies in (b / {@value #BINS}, (b + 1) / {@value #BINS}], the first one 0 too.
 */
final class ConfidenceHistogram {
  static final int BINS = 20;

  private final int[][] counts;
  private final float[] least;

  ConfidenceHistogram(int classes) {
    this.counts = new int[classes][BINS];
    this.least = new float[classes];
  }

  /**
   * Counts a patch.
   *
   * @param label index of its pseudo-label
   * @param confidence probability of that class, in [0, 1]
   */
  void add(int label, float confidence) {
    least[label] = count(label) == 0 ? confidence : Math.min(least[label], confidence);
    counts[label][Math.clamp((int) Math.ceil(confidence * (double) BINS) - 1L, 0, BINS - 1)]++;
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

  /** Returns the number of classes. */
  int classes() {
    return counts.length;
  }

  /** Returns the least confidence of a class; null where it has no patch. */
  @Nullable Double least(int label) {
    return count(label) == 0 ? null : (double) least[label];
  }
}
