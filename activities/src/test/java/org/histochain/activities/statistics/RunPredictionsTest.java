package org.histochain.activities.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.histochain.activities.evaluation.Score;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RunPredictionsTest {
  private static final List<@Nullable String> GROUPS = Arrays.asList("x", "x", "y", null);
  private static final int[] TRUTH = {0, 0, 1, 1};

  @Test
  void scoresAHandComputedExample() {
    RunPredictions run = run(List.of("a", "b", "c", "d"), TRUTH, new int[] {0, 0, 0, 1});

    assertThat(run.groups()).isEqualTo(3);
    assertThat(run.score(Score.accuracy)).isEqualTo(0.75);
    assertThat(run.score(Score.balancedAccuracy)).isEqualTo(0.75);
    assertThat(run.score(Score.macroF1)).isEqualTo((0.8 + 2.0 / 3) / 2, within(1e-15));
  }

  @Test
  void scoresAResampleOfGroups() {
    RunPredictions run = run(List.of("a", "b", "c", "d"), TRUTH, new int[] {0, 1, 0, 1});

    // x twice: class 0 four times, half of it right; d once: class 1 once, right.
    assertThat(run.score(Score.balancedAccuracy, new int[] {2, 0, 1})).isEqualTo(0.75);
    assertThat(run.score(Score.accuracy, new int[] {2, 0, 1})).isEqualTo(0.6);
    // y alone: class 0 is not there, and is left out.
    assertThat(run.score(Score.balancedAccuracy, new int[] {0, 3, 0})).isZero();
  }

  @Test
  void doesNotDependOnTheOrderOfPatches() {
    RunPredictions run = run(List.of("a", "b", "c", "d"), TRUTH, new int[] {0, 1, 0, 1});
    RunPredictions shuffled =
        RunPredictions.of(
            List.of("d", "b", "c", "a"),
            Arrays.asList(null, "x", "y", "x"),
            new int[] {1, 0, 1, 0},
            new int[] {1, 1, 0, 0},
            2);

    run.requireSamePatches(shuffled);
    assertThat(shuffled.score(Score.macroF1, new int[] {1, 0, 2}))
        .isEqualTo(run.score(Score.macroF1, new int[] {1, 0, 2}));
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    assertThatThrownBy(() -> RunPredictions.of(List.of(), List.of(), new int[0], new int[0], 2))
        .hasMessage("a run has predictions for no patch");
    assertThatThrownBy(() -> run(List.of("a", "b", "c"), TRUTH, TRUTH))
        .hasMessage("3 patches have 4 groups, 4 true and 4 predicted classes");
    assertThatThrownBy(() -> run(List.of("a", "b", "c", "b"), TRUTH, TRUTH))
        .hasMessage("patch b has two predictions");
    assertThatThrownBy(() -> run(List.of("a", "b", "c", "d"), TRUTH, new int[] {0, 0, 2, 1}))
        .hasMessage("patch c has class index 2; there are 2 classes");
  }

  @Test
  void namesTheFirstDifferenceBetweenTestSets() {
    RunPredictions run = run(List.of("a", "b", "c", "d"), TRUTH, TRUTH);

    assertThatThrownBy(
            () ->
                run.requireSamePatches(
                    RunPredictions.of(List.of("a"), List.of("x"), new int[1], new int[1], 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "runs on different test sets cannot be compared: 4 patches of 2 classes, and 1 of 2");
    assertThatThrownBy(() -> run.requireSamePatches(run(List.of("a", "b", "e", "f"), TRUTH, TRUTH)))
        .hasMessageEndingWith("patch c is in one of them only");
    assertThatThrownBy(
            () ->
                run.requireSamePatches(
                    run(List.of("a", "b", "c", "d"), new int[] {0, 1, 1, 1}, TRUTH)))
        .hasMessageEndingWith(
            "patch b is of class 0 and group x in one, of class 1 and group x in the other");
  }

  private static RunPredictions run(List<String> ids, int[] truth, int[] predicted) {
    return RunPredictions.of(ids, GROUPS, truth, predicted, 2);
  }
}
