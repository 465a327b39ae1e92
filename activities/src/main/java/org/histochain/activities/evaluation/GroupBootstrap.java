package org.histochain.activities.evaluation;

import java.util.List;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.histochain.activities.draw.Draw;
import org.jspecify.annotations.Nullable;

/**
 * The percentile bootstrap of balanced accuracy by group (Efron, Tibshirani: "An Introduction to
 * the Bootstrap", 1993, chapter 13): as many groups as there are, drawn with replacement; patches
 * of one patient are alike, so drawing single patches would make the interval too narrow. Balanced
 * accuracy of a resample is the mean recall over the classes that it holds.
 */
final class GroupBootstrap {
  static final int RESAMPLES = 1000;

  private GroupBootstrap() {}

  /**
   * Returns the 2.5th and the 97.5th percentile (linear between neighbours) over the resamples;
   * null for a set of one group, which says nothing of how groups differ.
   */
  static @Nullable List<Double> interval(GroupedPredictions predictions, long seed) {
    int groups = predictions.groups();
    if (groups < 2) {
      return null;
    }
    Draw draw = Draw.of(seed, "bootstrap");
    double[] scores = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      scores[r] =
          predictions.score(Score.balancedAccuracy, GroupedPredictions.resample(groups, draw));
    }
    Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
    percentile.setData(scores);
    return List.of(percentile.evaluate(2.5), percentile.evaluate(97.5));
  }
}
