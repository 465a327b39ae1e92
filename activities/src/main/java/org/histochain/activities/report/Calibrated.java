package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import org.histochain.activities.evaluation.Calibration;

/**
 * A stage's confidence on one set.
 *
 * @param before as the model says it
 * @param after at the temperature that validation gave
 */
record Calibrated(Calibration before, Calibration after) {
  Calibrated {
    requireNonNull(before, "before is null");
    requireNonNull(after, "after is null");
  }

  static Calibrated of(int[] truth, float[][] probabilities, double temperature) {
    return new Calibrated(
        Calibration.of(truth, probabilities, 1), Calibration.of(truth, probabilities, temperature));
  }

  Summary.Calibrated scores() {
    return new Summary.Calibrated(before.scores(), after.scores());
  }
}
