package org.histochain.activities.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.histochain.activities.evaluation.CalibrationScores;
import org.histochain.activities.evaluation.TemperatureScaling;

/** What temperature scaling does to the best model's confidence, in words and rows. */
final class CalibrationWords {
  private CalibrationWords() {}

  /**
   * Returns the temperature in a sentence.
   *
   * @param within whether validation is cross-validation within the labelled set
   */
  static String sentence(StageCalibration best, boolean within) {
    double temperature = best.temperature();
    String fitted =
        within
            ? "the pooled predictions of the folds' models for what they held out"
            : "validation";
    String means =
        temperature == TemperatureScaling.LEAST || temperature == TemperatureScaling.MOST
            ? "the end of the range that is searched, so that %s says too little to trust it"
                .formatted(within ? "cross-validation" : "validation")
            : temperature > 1
                ? "above 1: the model is surer than it is right"
                : temperature < 1 ? "below 1: the model is less sure than it is right" : "1";
    return "Temperature %s, fitted on %s, %s. Scaling changes no prediction, only how sure the model says it is."
        .formatted(decimal(temperature, 2), fitted, means);
  }

  /** Returns a row for each set: calibration error, log likelihood and Brier, before and after. */
  static List<PageModel.ClassRow> rows(StageCalibration best, boolean within) {
    List<PageModel.ClassRow> rows = new ArrayList<>();
    rows.add(
        row((within ? "Cross-validation" : "Validation") + ", fitted here", best.validation()));
    Calibrated test = best.test();
    if (test != null) {
      rows.add(row("Test", test));
    }
    return rows;
  }

  private static PageModel.ClassRow row(String set, Calibrated calibrated) {
    CalibrationScores before = calibrated.before().scores();
    CalibrationScores after = calibrated.after().scores();
    return new PageModel.ClassRow(
        set,
        List.of(
            cell(Wording.percent(before.ece())),
            cell(Wording.percent(after.ece())),
            cell(decimal(before.nll(), 3)),
            cell(decimal(after.nll(), 3)),
            cell(decimal(before.brier(), 3)),
            cell(decimal(after.brier(), 3))));
  }

  private static PageModel.Cell cell(String text) {
    return new PageModel.Cell(text, false);
  }

  private static String decimal(double value, int places) {
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }
}
