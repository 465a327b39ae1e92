package org.histochain.activities.statistics;

import java.util.Arrays;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.jspecify.annotations.Nullable;

/** An estimate with its resamples, from which intervals and p-values are read. Immutable. */
public final class Effect {
  /** The level of intervals that are shown and decided upon. */
  public static final double LEVEL = 0.95;

  /** Equal scores that were summed in another order differ by less. */
  private static final double ROUNDING = 1e-12;

  private final double estimate;
  private final int runs;
  private final int groups;
  private final double[] resamples;

  /**
   * @param resamples empty where nothing can be said of how the estimate varies
   */
  Effect(double estimate, int runs, int groups, double[] resamples) {
    this.estimate = estimate;
    this.runs = runs;
    this.groups = groups;
    this.resamples = resamples.clone();
    Arrays.sort(this.resamples);
  }

  /** Returns the estimate, in the score's unit: 0.02 is two points. */
  public double estimate() {
    return estimate;
  }

  /** Returns the number of runs or pairs of runs; with one, nothing is said of other draws. */
  public int runs() {
    return runs;
  }

  /** Returns the number of groups of the test set; with one, nothing is said of other groups. */
  public int groups() {
    return groups;
  }

  /** Returns the 95 % percentile interval; null where there is but one run and one group. */
  public @Nullable Interval interval() {
    return interval(LEVEL);
  }

  /**
   * Returns a percentile interval (linear between neighbours); null as above.
   *
   * @param level confidence, in (0, 1)
   */
  public @Nullable Interval interval(double level) {
    if (resamples.length == 0) {
      return null;
    }
    Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
    percentile.setData(resamples);
    double tail = 100 * (1 - level) / 2;
    return new Interval(percentile.evaluate(tail), percentile.evaluate(100 - tail));
  }

  /** Returns the two-sided p-value of "the effect is 0"; null as above. */
  public @Nullable Double p() {
    return p(0);
  }

  /**
   * Returns the two-sided p-value of "the effect is {@code value}", which a percentile interval
   * leaves out where p is small: twice the smaller tail, {@code (1 + count) / (B + 1)} of B
   * resamples (Davison, Hinkley: "Bootstrap Methods and their Application", 1997, chapter 4), at
   * most 1; null as above.
   */
  public @Nullable Double p(double value) {
    if (resamples.length == 0) {
      return null;
    }
    long atMost = Arrays.stream(resamples).filter(resample -> resample <= value + ROUNDING).count();
    long atLeast =
        Arrays.stream(resamples).filter(resample -> resample >= value - ROUNDING).count();
    return Math.min(1, 2.0 * (1 + Math.min(atMost, atLeast)) / (resamples.length + 1));
  }
}
