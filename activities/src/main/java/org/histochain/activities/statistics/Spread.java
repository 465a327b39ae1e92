package org.histochain.activities.statistics;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.StatUtils;
import org.jspecify.annotations.Nullable;

/**
 * How a number varies between runs.
 *
 * @param runs number of runs, at least 1
 * @param mean mean over runs
 * @param deviation standard deviation between runs (divisor runs - 1); null for one run
 * @param interval 95 % t interval of the mean, {@code mean ± t(0.975; runs - 1) deviation /
 *     sqrt(runs)} (Student: "The probable error of a mean", Biometrika 1908); null for one run
 */
public record Spread(
    int runs, double mean, @Nullable Double deviation, @Nullable Interval interval) {
  private static final double UPPER = 0.975;

  /**
   * Summarises one number of each run.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Spread of(double... values) {
    int runs = values.length;
    if (runs == 0) {
      throw new IllegalArgumentException("there are no runs to summarise");
    }
    double mean = StatUtils.mean(values);
    if (runs == 1) {
      return new Spread(runs, mean, null, null);
    }
    double deviation = Math.sqrt(StatUtils.variance(values));
    double half =
        new TDistribution(runs - 1).inverseCumulativeProbability(UPPER)
            * deviation
            / Math.sqrt(runs);
    return new Spread(runs, mean, deviation, new Interval(mean - half, mean + half));
  }

  /** Returns the standard error of the mean; 0 for one run, which says nothing of it. */
  double error() {
    return deviation == null ? 0 : deviation / Math.sqrt(runs);
  }
}
