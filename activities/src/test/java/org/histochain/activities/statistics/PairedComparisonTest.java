package org.histochain.activities.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.hipparchus.distribution.continuous.TDistribution;
import org.histochain.activities.evaluation.Score;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PairedComparisonTest {
  /** Three groups of unequal size and class, and predictions that are better in some of them. */
  private static final List<@Nullable String> GROUPS =
      Arrays.asList("x", "x", "x", "y", "y", "z", "z", "z", "z");

  private static final int[] TRUTH = {0, 0, 1, 1, 0, 1, 1, 0, 1};
  private static final int[][] ONE = {
    {0, 1, 1, 0, 0, 1, 0, 1, 1}, {0, 0, 0, 1, 1, 1, 1, 1, 1}, {1, 1, 1, 0, 1, 1, 0, 0, 1}
  };
  private static final int[][] OTHER = {
    {0, 0, 1, 1, 0, 1, 1, 1, 0}, {0, 0, 1, 1, 1, 1, 1, 0, 1}, {0, 1, 1, 1, 0, 1, 0, 0, 1}
  };

  @Test
  void agreesWithEveryResampleOfGroupsEnumerated() {
    for (Score score : Score.values()) {
      double[] exact = enumerated(times -> difference(score, times, 0));

      PairedComparison comparison = PairedComparison.of(runs(ONE, 0), runs(OTHER, 0), score, 5);

      for (double value : new double[] {-0.1, 0.0, 0.05, 0.2}) {
        double below = share(exact, one -> one <= value + 1e-12 ? 1 : 0);
        double above = share(exact, one -> one >= value - 1e-12 ? 1 : 0);
        assertThat(comparison.effect().p(value))
            .isEqualTo(Math.min(1, 2 * Math.min(below, above)), within(0.02));
      }
    }
  }

  @Test
  void agreesWithEveryResampleOfGroupsAndStudentsDistributionOverPairs() {
    for (Score score : Score.values()) {
      double[] differences = new double[3];
      Arrays.setAll(differences, pair -> difference(score, new int[] {1, 1, 1}, pair));
      double error = Spread.of(differences).error();
      double[] exact =
          enumerated(
              times ->
                  (difference(score, times, 0)
                          + difference(score, times, 1)
                          + difference(score, times, 2))
                      / 3);
      TDistribution student = new TDistribution(2);

      PairedComparison comparison =
          PairedComparison.of(runs(ONE, 0, 1, 2), runs(OTHER, 0, 1, 2), score, 5);

      assertThat(comparison.effect().estimate())
          .isEqualTo(Arrays.stream(differences).average().orElseThrow(), within(1e-12));
      Interval interval = requireNonNull(comparison.effect().interval());
      for (double end : new double[] {interval.low(), interval.high()}) {
        double below = share(exact, mean -> student.cumulativeProbability((end - mean) / error));
        assertThat(Math.min(below, 1 - below)).isEqualTo(0.025, within(0.006));
      }
      double belowZero = share(exact, mean -> student.cumulativeProbability(-mean / error));
      assertThat(comparison.effect().p())
          .isEqualTo(2 * Math.min(belowZero, 1 - belowZero), within(0.03));
    }
  }

  @Test
  void resamplesTheSameGroupsInBothArms() {
    // Groups differ as much as they can, the arms not at all.
    PairedComparison comparison =
        PairedComparison.of(runs(ONE, 0, 1), runs(ONE, 0, 1), Score.accuracy, 1);

    assertThat(comparison.effect().interval()).isEqualTo(new Interval(0, 0));
    assertThat(comparison.effect().p()).isEqualTo(1);
    assertThat(comparison.spread()).isEqualTo(new Spread(2, 0, 0.0, new Interval(0, 0)));
  }

  @Test
  void isTheTIntervalWhereTestIsOneGroup() {
    List<RunPredictions> one = new ArrayList<>();
    List<RunPredictions> other = new ArrayList<>();
    int[][] right = {{3, 6}, {4, 5}, {2, 7}, {3, 5}};
    for (int[] pair : right) {
      one.add(oneGroup(pair[0]));
      other.add(oneGroup(pair[1]));
    }
    PairedComparison comparison = PairedComparison.of(one, other, Score.accuracy, 2);

    Interval expected = requireNonNull(comparison.spread().interval());
    Interval interval = requireNonNull(comparison.effect().interval());
    assertThat(comparison.effect().estimate()).isEqualTo(1.1 / 4, within(1e-12));
    assertThat(interval.low()).isEqualTo(expected.low(), within(0.02));
    assertThat(interval.high()).isEqualTo(expected.high(), within(0.02));
  }

  @Test
  void saysNothingOfVariationForOnePairAndOneGroup() {
    Effect effect =
        PairedComparison.of(List.of(oneGroup(3)), List.of(oneGroup(6)), Score.balancedAccuracy, 2)
            .effect();
    assertThat(effect.estimate()).isEqualTo(0.3, within(1e-12));
    assertThat(effect.interval()).isNull();
    assertThat(effect.p()).isNull();
  }

  @Test
  void dependsOnTheSeedAlone() {
    List<RunPredictions> one = runs(ONE, 0, 1, 2);
    List<RunPredictions> other = runs(OTHER, 0, 1, 2);
    Interval interval = PairedComparison.of(one, other, Score.macroF1, 7).effect().interval();
    assertThat(PairedComparison.of(one, other, Score.macroF1, 7).effect().interval())
        .isEqualTo(interval);
    assertThat(PairedComparison.of(one, other, Score.macroF1, 8).effect().interval())
        .isNotEqualTo(interval);
  }

  @Test
  void refusesRunsThatCannotBePaired() {
    assertThatThrownBy(
            () -> PairedComparison.of(runs(ONE, 0, 1), runs(OTHER, 0), Score.accuracy, 1))
        .hasMessage("a paired comparison of 2 runs with 1");
    assertThatThrownBy(
            () -> PairedComparison.of(runs(ONE, 0), List.of(oneGroup(3)), Score.accuracy, 1))
        .hasMessageStartingWith("runs on different test sets cannot be compared");
  }

  @Test
  void averagesRunsOverResampledGroups() {
    double[] exact =
        enumerated(
            times ->
                (run(ONE[0]).score(Score.macroF1, times) + run(ONE[1]).score(Score.macroF1, times))
                    / 2);
    MeanScore mean = MeanScore.of(runs(ONE, 0, 1), Score.macroF1, 4);

    assertThat(mean.byGroup().estimate()).isEqualTo(mean.spread().mean());
    assertThat(mean.spread().runs()).isEqualTo(2);
    for (double value : new double[] {0.4, 0.5, 0.6}) {
      double below = share(exact, one -> one <= value ? 1 : 0);
      assertThat(mean.byGroup().p(value))
          .isEqualTo(Math.min(1, 2 * Math.min(below, 1 - below)), within(0.02));
    }
  }

  private static double difference(Score score, int[] times, int pair) {
    return run(OTHER[pair]).score(score, times) - run(ONE[pair]).score(score, times);
  }

  /** Returns a statistic of all 27 resamples of three groups, each as likely as another. */
  private static double[] enumerated(ToDoubleFunction<int[]> statistic) {
    double[] values = new double[27];
    for (int resample = 0; resample < 27; resample++) {
      int[] times = new int[3];
      times[resample % 3]++;
      times[resample / 3 % 3]++;
      times[resample / 9]++;
      values[resample] = statistic.applyAsDouble(times);
    }
    return values;
  }

  private static double share(double[] values, ToDoubleFunction<Double> of) {
    return Arrays.stream(values).map(of::applyAsDouble).average().orElseThrow();
  }

  private static List<RunPredictions> runs(int[][] predicted, int... which) {
    return Arrays.stream(which).mapToObj(run -> run(predicted[run])).toList();
  }

  private static RunPredictions run(int[] predicted) {
    return RunPredictions.of(
        List.of("1", "2", "3", "4", "5", "6", "7", "8", "9"), GROUPS, TRUTH, predicted, 2);
  }

  /** Ten patches of one class and one group, so many of them right. */
  private static RunPredictions oneGroup(int right) {
    int[] predicted = new int[10];
    Arrays.fill(predicted, right, 10, 1);
    List<String> ids = new ArrayList<>();
    List<@Nullable String> groups = new ArrayList<>();
    for (int patch = 0; patch < 10; patch++) {
      ids.add("patch-" + patch);
      groups.add("only");
    }
    return RunPredictions.of(ids, groups, new int[10], predicted, 2);
  }
}
