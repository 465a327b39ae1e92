package org.histochain.activities.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.histochain.workflows.contract.Scores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EvaluationTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final List<String> THREE = List.of("A", "B", "C");

  @Test
  void scoresAHandComputedExample() {
    int[] truth = {0, 0, 1, 1, 1, 2};
    float[][] probabilities = hard(3, 0, 1, 1, 1, 0, 2);

    EvaluationResult result = Evaluation.of(THREE, truth, probabilities, alone(6), 1);

    assertThat(result.scores().accuracy()).isEqualTo(4.0 / 6, EXACT);
    assertThat(result.scores().balancedAccuracy()).isEqualTo((1.0 / 2 + 2.0 / 3 + 1) / 3, EXACT);
    assertThat(result.scores().perClassF1())
        .containsExactly(Map.entry("A", 0.5), Map.entry("B", 4.0 / 6), Map.entry("C", 1.0));
    assertThat(result.scores().macroF1()).isEqualTo((0.5 + 4.0 / 6 + 1) / 3, EXACT);
    assertThat(result.details().confusion())
        .containsExactly(List.of(1, 1, 0), List.of(1, 2, 0), List.of(0, 0, 1));
    assertThat(result.details().absent()).isEmpty();
    assertThat(result.details().patches()).isEqualTo(6);
    assertThat(result.details().groups()).isEqualTo(6);
  }

  @Test
  void leavesAClassThatTheSetLacksOutOfTheMacroAveragesAndNamesIt() {
    // C is never true but predicted once, which costs A its recall and nothing else.
    EvaluationResult result =
        Evaluation.of(THREE, new int[] {0, 0, 1, 1}, hard(3, 0, 2, 1, 1), alone(4), 1);

    assertThat(result.scores().balancedAccuracy()).isEqualTo((0.5 + 1) / 2, EXACT);
    assertThat(result.scores().macroF1()).isEqualTo((2.0 / 3 + 1) / 2, EXACT);
    assertThat(result.scores().perClassF1()).containsOnlyKeys("A", "B");
    assertThat(result.details().absent()).containsExactly("C");
  }

  @Test
  void agreesWithScoresComputedFromDefinitionsOnRandomInput() {
    Random random = new Random(5);
    for (int trial = 0; trial < 50; trial++) {
      int n = 1 + random.nextInt(60);
      int[] truth = random.ints(n, 0, 4).toArray();
      float[][] probabilities = softmax(random, n, 4);
      Scores scores =
          Evaluation.of(List.of("A", "B", "C", "D"), truth, probabilities, alone(n), 1).scores();

      double recalls = 0;
      double f1s = 0;
      int present = 0;
      for (int c = 0; c < 4; c++) {
        double hits = 0;
        double held = 0;
        double predicted = 0;
        for (int i = 0; i < n; i++) {
          held += truth[i] == c ? 1 : 0;
          predicted += argmax(probabilities[i]) == c ? 1 : 0;
          hits += truth[i] == c && argmax(probabilities[i]) == c ? 1 : 0;
        }
        if (held > 0) {
          double recall = hits / held;
          double precision = predicted == 0 ? 0 : hits / predicted;
          recalls += recall;
          f1s += hits == 0 ? 0 : 2 * precision * recall / (precision + recall);
          present++;
        }
      }
      assertThat(scores.balancedAccuracy()).isEqualTo(recalls / present, EXACT);
      assertThat(scores.macroF1()).isEqualTo(f1s / present, EXACT);
      assertThat(scores.ece()).isEqualTo(eceFromDefinition(truth, probabilities), EXACT);
      if (n > 1) {
        assertThat(scores.interval()).hasSize(2).isSorted().allMatch(end -> end >= 0 && end <= 1);
      } else {
        assertThat(scores.interval()).isNull();
      }
    }
  }

  @Test
  void measuresCalibrationInFifteenBinsClosedAbove() {
    // 0.75 and 0.78 lie in (11/15, 12/15], 0.5 in (7/15, 8/15].
    float[][] probabilities = {{0.75f, 0.25f}, {0.78f, 0.22f}, {0.5f, 0.5f}};
    EvaluationResult result =
        Evaluation.of(List.of("A", "B"), new int[] {0, 1, 0}, probabilities, alone(3), 1);

    double gap = Math.abs(0.5 - (0.75f + (double) 0.78f) / 2);
    assertThat(result.scores().ece()).isEqualTo(2.0 / 3 * gap + 1.0 / 3 * 0.5, EXACT);
    assertThat(result.details().reliability()).hasSize(15);
    assertThat(result.details().reliability().get(11).count()).isEqualTo(2);
    assertThat(result.details().reliability().get(11).accuracy()).isEqualTo(0.5);
    assertThat(result.details().reliability().get(7).count()).isEqualTo(1);
    assertThat(result.details().reliability().get(0))
        .isEqualTo(new ReliabilityBin(0, 1.0 / 15, 0, 0, 0));
  }

  @Test
  void predictsTheLowerClassWhereProbabilitiesTie() {
    EvaluationResult result =
        Evaluation.of(THREE, new int[] {1}, new float[][] {{0.2f, 0.4f, 0.4f}}, alone(1), 1);
    assertThat(result.scores().accuracy()).isEqualTo(1);
  }

  @Test
  void drawsAnIntervalLikeTheBinomialOneWherePatchesStandAlone() {
    int n = 400;
    int[] truth = new int[n];
    int[] predicted = new int[n];
    for (int i = 0; i < n / 5; i++) {
      predicted[i] = 1;
    }
    List<Double> interval =
        Evaluation.of(List.of("A", "B"), truth, hard(2, predicted), alone(n), 3)
            .scores()
            .interval();
    double half = 1.96 * Math.sqrt(0.8 * 0.2 / n);
    assertThat(interval).isNotNull().hasSize(2);
    assertThat(interval).first(DOUBLE).isEqualTo(0.8 - half, within(0.006));
    assertThat(interval).last(DOUBLE).isEqualTo(0.8 + half, within(0.006));
  }

  @Test
  void drawsWholeGroupsNotSinglePatches() {
    // Two groups of one class, one all right and one all wrong: a resample scores 0, 1/2 or 1.
    int[] truth = new int[200];
    int[] predicted = new int[200];
    List<@Nullable String> groups = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      predicted[i] = i % 2;
      groups.add(i % 2 == 0 ? "case-1" : "case-2");
    }
    EvaluationResult result =
        Evaluation.of(List.of("A", "B"), truth, hard(2, predicted), groups, 3);
    assertThat(result.scores().interval()).containsExactly(0.0, 1.0);
    assertThat(result.details().groups()).isEqualTo(2);
  }

  @Test
  void givesNoIntervalForASetOfOneGroup() {
    Scores scores =
        Evaluation.of(
                List.of("A", "B"), new int[] {0, 1}, hard(2, 0, 0), List.of("only", "only"), 1)
            .scores();
    assertThat(scores.balancedAccuracy()).isEqualTo(0.5);
    assertThat(scores.interval()).isNull();
  }

  @Test
  void givesTheSameIntervalForTheSameSeedOnly() {
    Random random = new Random(9);
    int[] truth = random.ints(80, 0, 3).toArray();
    float[][] probabilities = softmax(random, 80, 3);
    Scores scores = Evaluation.of(THREE, truth, probabilities, alone(80), 11).scores();
    assertThat(Evaluation.of(THREE, truth, probabilities, alone(80), 11).scores())
        .isEqualTo(scores);
    assertThat(Evaluation.of(THREE, truth, probabilities, alone(80), 12).scores().interval())
        .isNotEqualTo(scores.interval());
  }

  @Test
  void refusesWhatCannotBeScored() {
    assertThatThrownBy(() -> Evaluation.of(THREE, new int[0], new float[0][], List.of(), 1))
        .hasMessage("there are no patches to score");
    assertThatThrownBy(() -> Evaluation.of(THREE, new int[] {3}, hard(3, 0), alone(1), 1))
        .hasMessage("patch 0 has class index 3; there are 3 classes");
    assertThatThrownBy(
            () ->
                Evaluation.of(THREE, new int[] {0}, new float[][] {{Float.NaN, 0, 0}}, alone(1), 1))
        .hasMessage("patch 0 has a probability of NaN; it must be in [0, 1]");
    assertThatThrownBy(() -> Evaluation.of(THREE, new int[] {0}, hard(2, 0), alone(1), 1))
        .hasMessage("patch 0 has 2 probabilities; there are 3 classes");
    assertThatThrownBy(() -> Evaluation.of(THREE, new int[] {0}, hard(3, 0), alone(2), 1))
        .hasMessage("1 patches have 1 predictions and 2 groups");
  }

  private static double eceFromDefinition(int[] truth, float[][] probabilities) {
    double error = 0;
    for (int m = 1; m <= 15; m++) {
      double inside = 0;
      double right = 0;
      double confidence = 0;
      for (int i = 0; i < truth.length; i++) {
        double highest = probabilities[i][argmax(probabilities[i])];
        if (highest > (m - 1) / 15.0 && highest <= m / 15.0) {
          inside++;
          confidence += highest;
          right += argmax(probabilities[i]) == truth[i] ? 1 : 0;
        }
      }
      if (inside > 0) {
        error += inside / truth.length * Math.abs(right / inside - confidence / inside);
      }
    }
    return error;
  }

  private static int argmax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  private static float[][] softmax(Random random, int n, int classes) {
    float[][] rows = new float[n][classes];
    for (float[] row : rows) {
      double sum = 0;
      double[] weights = random.doubles(classes, 0.01, 1).toArray();
      for (double weight : weights) {
        sum += weight;
      }
      for (int c = 0; c < classes; c++) {
        row[c] = (float) (weights[c] / sum);
      }
    }
    return rows;
  }

  private static float[][] hard(int classes, int... predicted) {
    float[][] rows = new float[predicted.length][classes];
    for (int i = 0; i < predicted.length; i++) {
      rows[i][predicted[i]] = 1;
    }
    return rows;
  }

  private static List<@Nullable String> alone(int patches) {
    return Collections.nCopies(patches, null);
  }
}
