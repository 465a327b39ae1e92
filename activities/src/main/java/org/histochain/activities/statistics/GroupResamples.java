package org.histochain.activities.statistics;

import java.util.function.ToDoubleFunction;
import org.histochain.activities.draw.Draw;
import org.histochain.activities.evaluation.GroupedPredictions;

/**
 * Resamples of a test set's groups, with replacement (Efron, Tibshirani: "An Introduction to the
 * Bootstrap", 1993, chapter 13). Resample r is a function of the seed, r and the number of groups,
 * so whatever is compared sees the same groups.
 */
final class GroupResamples {
  /** The smallest p-value is then 2e-4, so one of 100 can stand out after Holm's adjustment. */
  static final int COUNT = 9999;

  private GroupResamples() {}

  /**
   * Returns a statistic of each resample.
   *
   * @param groups number of groups, at least 2
   * @param count number of resamples
   * @param statistic of how often each group is in the resample, int [groups]
   */
  static double[] of(int groups, int count, long seed, ToDoubleFunction<int[]> statistic) {
    double[] values = new double[count];
    for (int r = 0; r < count; r++) {
      Draw draw = Draw.of(seed, "test groups", r);
      values[r] = statistic.applyAsDouble(GroupedPredictions.resample(groups, draw));
    }
    return values;
  }
}
