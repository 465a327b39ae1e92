package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * How far the confidence of a stage can be trusted, before and after temperature scaling.
 *
 * @param temperature fitted on validation
 * @param validation on the set it was fitted on, which flatters it
 * @param test on test; null where test holds no patch
 */
record StageCalibration(double temperature, Calibrated validation, @Nullable Calibrated test) {
  StageCalibration {
    requireNonNull(validation, "validation is null");
  }

  /** Returns test's, or validation's where test holds no patch. */
  Calibrated shown() {
    return test == null ? validation : test;
  }

  Summary.Calibration summary() {
    return new Summary.Calibration(
        temperature, validation.scores(), test == null ? null : test.scores());
  }
}
