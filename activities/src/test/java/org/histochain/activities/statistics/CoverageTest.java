package org.histochain.activities.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.draw.Draw;
import org.histochain.activities.evaluation.Score;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Worlds in which the true difference is known. A patch of group g is right in arm a, pair j, with
 * chance 0.6 + 0.05 a + (pair's deviation) + (group's deviation): the arms' difference varies
 * between pairs and between groups.
 */
final class CoverageTest {
  private static final int WORLDS = 300;
  private static final int GROUPS = 40;
  private static final int PATCHES = 4;
  private static final double DIFFERENCE = 0.05;

  /**
   * Bounds: three standard errors of 300 worlds about 0.95 below; above 1, since the noise of
   * single patches is in both sources, which makes the interval wide where it is all there is.
   */
  @ParameterizedTest
  @CsvSource({"3, 0.10, 0.00", "5, 0.10, 0.00", "3, 0.00, 0.15", "5, 0.00, 0.15", "4, 0.05, 0.10"})
  void holdsTheTrueDifferenceNineteenTimesInTwenty(int pairs, double byPair, double byGroup) {
    int held = 0;
    int significant = 0;
    for (int world = 0; world < WORLDS; world++) {
      Draw draw = Draw.of(1, "world", world);
      Effect effect = effect(pairs, byPair, byGroup, draw);
      Interval interval = requireNonNull(effect.interval());
      held += interval.low() <= DIFFERENCE && interval.high() >= DIFFERENCE ? 1 : 0;
      significant += requireNonNull(effect.p(DIFFERENCE)) <= 0.05 ? 1 : 0;
    }
    assertThat(held / (double) WORLDS).isBetween(0.925, 0.995);
    assertThat(significant / (double) WORLDS).isBetween(0.005, 0.075);
  }

  private static Effect effect(int pairs, double byPair, double byGroup, Draw draw) {
    double[] groupDeviation = new double[GROUPS];
    for (int group = 0; group < GROUPS; group++) {
      groupDeviation[group] = byGroup * draw.normal();
    }
    List<RunPredictions> one = new ArrayList<>();
    List<RunPredictions> other = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      one.add(run(0.6, 0, groupDeviation, draw));
      other.add(run(0.6 + DIFFERENCE + byPair * draw.normal(), 1, groupDeviation, draw));
    }
    return PairedComparison.of(one, other, Score.accuracy, draw.bits(), 399).effect();
  }

  private static RunPredictions run(
      double level, double share, double[] groupDeviation, Draw draw) {
    List<String> ids = new ArrayList<>();
    List<@Nullable String> groups = new ArrayList<>();
    int[] truth = new int[GROUPS * PATCHES];
    int[] predicted = new int[GROUPS * PATCHES];
    for (int patch = 0; patch < truth.length; patch++) {
      int group = patch / PATCHES;
      ids.add("patch-" + patch);
      groups.add("group-" + group);
      predicted[patch] = draw.uniform() < level + share * groupDeviation[group] ? 0 : 1;
    }
    return RunPredictions.of(ids, groups, truth, predicted, 2);
  }
}
