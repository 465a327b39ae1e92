package org.histochain.activities.training;

import org.histochain.workflows.contract.TrainingSpec;

/**
 * Linear warm-up, then cosine annealing to zero (Loshchilov and Hutter, "SGDR", ICLR 2017): with w
 * updates of warm-up of n in all,
 *
 * <pre>
 * rate(t) = peak (t + 1) / w                             t &lt; w
 * rate(t) = peak (1 + cos(pi (t - w) / (n - w))) / 2     t &gt;= w
 * </pre>
 *
 * @param peak largest learning rate
 * @param warmup updates of warm-up, below {@code total}
 * @param total updates in all, at least 1
 */
record RateSchedule(double peak, long warmup, long total) {
  /** The schedule of a training step: its warm-up is a fraction of the updates, rounded half up. */
  static RateSchedule of(TrainingSpec training, long total) {
    Double fraction = training.warmup();
    long warmup = fraction == null ? 0 : Math.min(total - 1, Math.round(fraction * total));
    return new RateSchedule(training.learningRate(), warmup, total);
  }

  /** Returns the learning rate of update {@code index}, from 0. */
  double rate(long index) {
    if (index < warmup) {
      return peak * (index + 1) / warmup;
    }
    return peak * (1 + StrictMath.cos(StrictMath.PI * (index - warmup) / (total - warmup))) / 2;
  }
}
