package org.histochain.activities.training;

/**
 * Cosine annealing to zero (Loshchilov and Hutter, "SGDR", ICLR 2017): rate(t) = peak (1 + cos(pi t
 * / total)) / 2.
 *
 * @param peak learning rate of the first update
 * @param total updates in all, at least 1
 */
record CosineSchedule(double peak, long total) {
  /** Returns the learning rate of update {@code index}, from 0. */
  double rate(long index) {
    return peak * (1 + StrictMath.cos(StrictMath.PI * index / total)) / 2;
  }
}
