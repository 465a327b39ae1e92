package org.histochain.activities.filtering;

import java.util.Arrays;

/** Tells the classes that a patch is considered for: its P most probable (ties: lower index). */
final class Candidates {
  private final int p;
  private final boolean[] candidate;

  /**
   * @param classes number of classes
   * @param p classes per patch, 1 to {@code classes}
   */
  Candidates(int classes, int p) {
    this.p = p;
    this.candidate = new boolean[classes];
  }

  /** Returns, by class, whether the patch is a candidate; the array is reused by the next call. */
  boolean[] of(float[] probabilities) {
    Arrays.fill(candidate, false);
    for (int n = 0; n < p; n++) {
      candidate[mostProbableOfTheRest(probabilities)] = true;
    }
    return candidate;
  }

  private int mostProbableOfTheRest(float[] probabilities) {
    int best = -1;
    for (int c = 0; c < probabilities.length; c++) {
      if (!candidate[c] && (best < 0 || probabilities[c] > probabilities[best])) {
        best = c;
      }
    }
    return best;
  }
}
