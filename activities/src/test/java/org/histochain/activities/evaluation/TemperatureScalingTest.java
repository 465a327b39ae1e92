package org.histochain.activities.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TemperatureScalingTest {
  private static final float SURE = 0.9f;

  /** Odds of 9 to 1, right three times of four: the honest odds are 3 to 1, so 9^(1/T) = 3. */
  @Test
  void overconfidentPredictionsGetTheTemperatureThatMakesThemHonest() {
    float[][] odds = {{SURE, 0.1f}, {SURE, 0.1f}, {SURE, 0.1f}, {SURE, 0.1f}};
    assertThat(TemperatureScaling.fit(new int[] {0, 0, 0, 1}, odds)).isCloseTo(2, within(1e-6));
    assertThat(TemperatureScaling.scaled(odds[0], 2))
        .containsExactly(new double[] {0.75, 0.25}, within(1e-7));
  }

  /** Odds of 3 to 1, right nine times of ten: 3^(1/T) = 9. */
  @Test
  void underconfidentPredictionsGetATemperatureBelowOne() {
    float[][] odds = new float[10][];
    Arrays.fill(odds, new float[] {0.75f, 0.25f});
    int[] truth = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    assertThat(TemperatureScaling.fit(truth, odds)).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void noTemperatureOfAFineGridHasLessLoss() {
    Random random = new Random(7);
    for (int set = 0; set < 20; set++) {
      int[] truth = new int[60];
      float[][] probabilities = new float[truth.length][];
      fill(random, truth, probabilities, 1 + set % 5);
      double fitted = TemperatureScaling.fit(truth, probabilities);
      double least = Calibration.of(truth, probabilities, fitted).scores().nll();
      for (double inverse = 0.05; inverse <= 20; inverse *= 1.01) {
        assertThat(Calibration.of(truth, probabilities, 1 / inverse).scores().nll())
            .describedAs("set %d, temperature %s against %s", set, 1 / inverse, fitted)
            .isGreaterThan(least - 1e-9);
      }
    }
  }

  @Test
  void noTemperatureChangesAPrediction() {
    Random random = new Random(11);
    int[] truth = new int[500];
    float[][] probabilities = new float[truth.length][];
    fill(random, truth, probabilities, 9);
    for (double temperature : new double[] {0.05, 0.3, 1, 1.7, 20}) {
      for (float[] row : probabilities) {
        double[] scaled = TemperatureScaling.scaled(row, temperature);
        int best = 0;
        for (int c = 1; c < scaled.length; c++) {
          best = scaled[c] > scaled[best] ? c : best;
        }
        assertThat(best).isEqualTo(Evaluation.mostProbable(row));
      }
    }
  }

  @Test
  void modelsThatAreAlwaysRightOrNeverGetTheEndsOfTheRange() {
    float[][] sure = {{SURE, 0.1f}, {0.2f, 0.8f}};
    assertThat(TemperatureScaling.fit(new int[] {0, 1}, sure)).isEqualTo(TemperatureScaling.LEAST);
    assertThat(TemperatureScaling.fit(new int[] {1, 0}, sure)).isEqualTo(TemperatureScaling.MOST);
  }

  @Test
  void everyTemperatureIsAsGoodForAModelThatKnowsNothing() {
    assertThat(TemperatureScaling.fit(new int[] {0, 1}, new float[][] {{0.5f, 0.5f}, {0.5f, 0.5f}}))
        .isEqualTo(1);
  }

  /** The true class had probability 0 once: the loss stays finite and a high T mends it. */
  @Test
  void aTrueClassOfProbabilityZeroHasALargeLossAndNotAnInfiniteOne() {
    float[][] probabilities = {{1, 0}, {1, 0}, {1, 0}, {1, 0}};
    int[] truth = {0, 0, 0, 1};
    double temperature = TemperatureScaling.fit(truth, probabilities);
    assertThat(Calibration.of(truth, probabilities, 1).scores().nll())
        .isCloseTo(149 * Math.log(2) / 4, within(1e-9));
    // Odds of 2^149 to 1 become 3 to 1 at T = 149 ln 2 / ln 3, beyond the range.
    assertThat(temperature).isEqualTo(TemperatureScaling.MOST);
    assertThat(Calibration.of(truth, probabilities, temperature).scores().nll())
        .isBetween(0.5, 1.5);
  }

  @Test
  void withoutScalingTheCalibrationErrorIsThatOfTheScores() {
    Random random = new Random(3);
    int[] truth = new int[200];
    float[][] probabilities = new float[truth.length][];
    fill(random, truth, probabilities, 4);
    EvaluationResult scored =
        Evaluation.of(
            List.of("a", "b", "c"),
            truth,
            probabilities,
            Collections.nCopies(truth.length, null),
            1);
    Calibration calibration = Calibration.of(truth, probabilities, 1);
    assertThat(calibration.scores().ece()).isEqualTo(scored.scores().ece());
    assertThat(calibration.bins()).isEqualTo(scored.details().reliability());
  }

  @Test
  void noPatchesAreRefused() {
    assertThatThrownBy(() -> TemperatureScaling.fit(new int[0], new float[0][]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Truth is drawn from a softmax whose logits are those shown, divided by the sharpness. */
  private static void fill(Random random, int[] truth, float[][] probabilities, double sharpness) {
    for (int i = 0; i < truth.length; i++) {
      double[] logits = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
      double sum = 0;
      double sharpSum = 0;
      for (double logit : logits) {
        sum += Math.exp(logit);
        sharpSum += Math.exp(logit * sharpness);
      }
      probabilities[i] = new float[logits.length];
      double left = random.nextDouble() * sum;
      truth[i] = -1;
      for (int c = 0; c < logits.length; c++) {
        probabilities[i][c] = (float) (Math.exp(logits[c] * sharpness) / sharpSum);
        left -= Math.exp(logits[c]);
        if (left <= 0 && truth[i] < 0) {
          truth[i] = c;
        }
      }
      truth[i] = Math.max(0, truth[i]);
    }
  }
}
