package org.histochain.activities.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Confidence against truth of a model on one set, at one temperature.
 *
 * @param scores calibration error, log likelihood and Brier score
 * @param bins bins of confidence, ascending
 */
public record Calibration(CalibrationScores scores, List<ReliabilityBin> bins) {
  public Calibration {
    requireNonNull(scores, "scores is null");
    bins = List.copyOf(requireNonNull(bins, "bins is null"));
  }

  /**
   * Measures predictions at a temperature. The predicted class is the most probable one (ties: the
   * lower index), which no temperature changes.
   *
   * @param truth true class of each patch, at least one
   * @param probabilities softmax of each patch, float32 [patches][classes], in [0, 1]
   * @param temperature above 0; 1: as they are
   */
  public static Calibration of(int[] truth, float[][] probabilities, double temperature) {
    int[] predicted = new int[truth.length];
    double[] confidence = new double[truth.length];
    double loss = 0;
    double squares = 0;
    for (int i = 0; i < truth.length; i++) {
      double[] scaled = TemperatureScaling.scaled(probabilities[i], temperature);
      predicted[i] = Evaluation.mostProbable(probabilities[i]);
      confidence[i] = scaled[predicted[i]];
      loss -= TemperatureScaling.log(scaled[truth[i]]);
      for (int c = 0; c < scaled.length; c++) {
        double error = scaled[c] - (c == truth[i] ? 1 : 0);
        squares += error * error;
      }
    }
    Reliability reliability = Reliability.of(truth, predicted, confidence);
    return new Calibration(
        new CalibrationScores(
            reliability.expectedCalibrationError(), loss / truth.length, squares / truth.length),
        reliability.bins());
  }
}
