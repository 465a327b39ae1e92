package org.histochain.activities.statistics;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.jspecify.annotations.Nullable;

/**
 * How much more or less a number varies between runs at the end than at the beginning, where each
 * run gives both. The interval is Pitman's ("A note on normal correlation", Biometrika 1939;
 * Morgan, same volume), which is exact for normal numbers however few the runs are, where a
 * bootstrap over five runs is not: with w the ratio, r the correlation, n runs and t Student's
 * quantile of n - 2 degrees
 *
 * <pre>K = 1 + 2 (1 - r^2) t^2 / (n - 2)     w (K - sqrt(K^2 - 1)) to w (K + sqrt(K^2 - 1))</pre>
 *
 * @param runs number of runs
 * @param ratio variance at the end over variance at the beginning; null with fewer than 3 runs, or
 *     where either variance is 0
 * @param interval 95 % interval of the ratio; null with the ratio
 * @param p two-sided p-value of "the ratio is 1"; null with the ratio
 */
public record VarianceRatio(
    int runs, @Nullable Double ratio, @Nullable Interval interval, @Nullable Double p) {
  private static final double UPPER = 0.975;

  /**
   * Compares variances.
   *
   * @param first a number of each run at the beginning
   * @param last the number of the same run at the end
   * @throws IllegalArgumentException if their lengths differ
   */
  public static VarianceRatio of(double[] first, double[] last) {
    int runs = first.length;
    if (last.length != runs) {
      throw new IllegalArgumentException(
          "%d runs have a first number and %d a last one".formatted(runs, last.length));
    }
    double before = StatUtils.variance(first);
    double after = StatUtils.variance(last);
    if (runs < 3 || before == 0 || after == 0) {
      return new VarianceRatio(runs, null, null, null);
    }
    double ratio = after / before;
    double correlation = new PearsonsCorrelation().correlation(first, last);
    double unexplained = Math.max(0, 1 - correlation * correlation);
    TDistribution student = new TDistribution(runs - 2);
    double quantile = student.inverseCumulativeProbability(UPPER);
    double k = 1 + 2 * unexplained * quantile * quantile / (runs - 2);
    double root = Math.sqrt(k * k - 1);
    double t =
        ratio == 1 ? 0 : Math.abs(ratio - 1) * Math.sqrt((runs - 2) / (4 * ratio * unexplained));
    return new VarianceRatio(
        runs,
        ratio,
        new Interval(ratio * (k - root), ratio * (k + root)),
        2 * student.cumulativeProbability(-t));
  }
}
