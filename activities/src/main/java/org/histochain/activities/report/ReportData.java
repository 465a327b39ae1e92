package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.histochain.activities.evaluation.CalibrationScores;
import org.histochain.activities.evaluation.EvaluationDetails;
import org.histochain.activities.evaluation.ReliabilityBin;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.StageName;
import org.jspecify.annotations.Nullable;

/** The page's numbers as tables: one row each, so that any program can pivot them. */
final class ReportData {
  static final String STAGES = "stages";
  static final String CLASSES = "classes";
  static final String CONFUSION = "confusion";
  static final String RELIABILITY = "reliability";
  static final String CALIBRATION = "calibration";
  static final String CALIBRATED = "calibrated";
  static final String LINEAGE = "lineage";
  static final String COST = "cost";

  private final Summary summary;
  private final ReportFacts facts;
  private final ShownDetails details;

  /** Takes a finished summary, and what else the page shows. */
  ReportData(Summary summary, ReportFacts facts) {
    this.summary = requireNonNull(summary, "summary is null");
    this.facts = requireNonNull(facts, "facts is null");
    this.details = facts.details();
  }

  /** Returns the tables. */
  List<DataTable> tables() {
    List<DataTable> tables = new ArrayList<>();
    tables.add(stages());
    tables.add(classes());
    tables.add(confusion());
    tables.add(reliability(RELIABILITY, details.best().reliability()));
    tables.add(reliability(CALIBRATED, best().shown().after().bins()));
    tables.add(calibration());
    tables.addAll(new SelectionData(summary, facts.selections()).tables());
    tables.add(lineage());
    tables.add(cost());
    return tables;
  }

  private DataTable stages() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Summary.Stage stage : summary.stages()) {
      stageRow(rows, stage, "validation", stage.validation());
      stageRow(rows, stage, "test", stage.test());
    }
    Summary.Baseline colour = summary.baselines().colourHistogram();
    if (colour != null) {
      baselineRow(rows, "validation", colour.validation());
      baselineRow(rows, "test", colour.test());
    }
    return new DataTable(
        STAGES,
        List.of(
            "iteration",
            "stage",
            "best",
            "set",
            "balanced_accuracy",
            "interval_low",
            "interval_high",
            "accuracy",
            "macro_f1",
            "ece",
            "selected",
            "training_seconds",
            "model_sha256"),
        rows);
  }

  private void stageRow(
      List<List<@Nullable Object>> rows, Summary.Stage stage, String set, @Nullable Scores scores) {
    if (scores != null) {
      rows.add(
          Arrays.asList(
              stage.iteration(),
              stage.stage().name(),
              isBest(stage),
              set,
              scores.balancedAccuracy(),
              end(scores, 0),
              end(scores, 1),
              scores.accuracy(),
              scores.macroF1(),
              scores.ece(),
              stage.selected(),
              stage.seconds(),
              stage.modelSha256()));
    }
  }

  private static void baselineRow(
      List<List<@Nullable Object>> rows, String set, @Nullable Scores scores) {
    if (scores != null) {
      rows.add(
          Arrays.asList(
              null,
              "colourHistogram",
              false,
              set,
              scores.balancedAccuracy(),
              end(scores, 0),
              end(scores, 1),
              scores.accuracy(),
              scores.macroF1(),
              scores.ece(),
              null,
              null,
              null));
    }
  }

  private boolean isBest(Summary.Stage stage) {
    Summary.Best best = summary.best();
    return best != null
        && stage.stage() != StageName.pretrained
        && stage.iteration() == best.iteration();
  }

  private static @Nullable Double end(Scores scores, int which) {
    List<Double> ends = scores.interval();
    return ends == null || ends.isEmpty() ? null : ends.get(which);
  }

  private DataTable classes() {
    List<String> hard = HardClasses.of(summary);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Summary.Stage stage : summary.stages()) {
      for (String name : summary.classes()) {
        Scores test = stage.test();
        rows.add(
            Arrays.asList(
                stage.iteration(),
                stage.stage().name(),
                name,
                hard.contains(name),
                stage.validation().perClassF1().get(name),
                test == null ? null : test.perClassF1().get(name)));
      }
    }
    return new DataTable(
        CLASSES, List.of("iteration", "stage", "class", "hard", "validation_f1", "test_f1"), rows);
  }

  private DataTable confusion() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    confusion(rows, "teacher", details.teacher());
    confusion(rows, "best", details.best());
    return new DataTable(CONFUSION, List.of("model", "set", "truth", "predicted", "patches"), rows);
  }

  private void confusion(List<List<@Nullable Object>> rows, String model, EvaluationDetails of) {
    for (int truth = 0; truth < of.classes().size(); truth++) {
      for (int predicted = 0; predicted < of.classes().size(); predicted++) {
        rows.add(
            Arrays.asList(
                model,
                details.set(),
                of.classes().get(truth),
                of.classes().get(predicted),
                of.confusion().get(truth).get(predicted)));
      }
    }
  }

  private StageCalibration best() {
    for (int stage = 0; stage < summary.stages().size(); stage++) {
      if (isBest(summary.stages().get(stage))) {
        return facts.calibrations().get(stage);
      }
    }
    throw new IllegalArgumentException("the summary has no best stage");
  }

  private DataTable calibration() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int stage = 0; stage < summary.stages().size(); stage++) {
      StageCalibration of = facts.calibrations().get(stage);
      calibrationRow(rows, summary.stages().get(stage), of, "validation", of.validation());
      calibrationRow(rows, summary.stages().get(stage), of, "test", of.test());
    }
    return new DataTable(
        CALIBRATION,
        List.of(
            "iteration",
            "stage",
            "best",
            "temperature",
            "set",
            "fitted",
            "ece_before",
            "ece_after",
            "nll_before",
            "nll_after",
            "brier_before",
            "brier_after"),
        rows);
  }

  private void calibrationRow(
      List<List<@Nullable Object>> rows,
      Summary.Stage stage,
      StageCalibration of,
      String set,
      @Nullable Calibrated calibrated) {
    if (calibrated != null) {
      CalibrationScores before = calibrated.before().scores();
      CalibrationScores after = calibrated.after().scores();
      rows.add(
          Arrays.asList(
              stage.iteration(),
              stage.stage().name(),
              isBest(stage),
              of.temperature(),
              set,
              set.equals("validation"),
              before.ece(),
              after.ece(),
              before.nll(),
              after.nll(),
              before.brier(),
              after.brier()));
    }
  }

  private DataTable reliability(String name, List<ReliabilityBin> bins) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ReliabilityBin bin : bins) {
      boolean empty = bin.count() == 0;
      rows.add(
          Arrays.asList(
              details.set(),
              bin.from(),
              bin.to(),
              bin.count(),
              empty ? null : bin.confidence(),
              empty ? null : bin.accuracy()));
    }
    return new DataTable(
        name, List.of("set", "above", "up_to", "patches", "mean_confidence", "accuracy"), rows);
  }

  private DataTable lineage() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Lineage.Link link : facts.lineage()) {
      rows.add(Arrays.asList(link.what(), link.sha256(), link.patches(), link.made()));
    }
    return new DataTable(LINEAGE, List.of("what", "sha256", "patches", "made"), rows);
  }

  private DataTable cost() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (StepCosts.Cost cost : facts.costs()) {
      rows.add(Arrays.asList(cost.step(), cost.steps(), cost.seconds(), cost.imagesPerSecond()));
    }
    return new DataTable(COST, List.of("step", "steps", "seconds", "images_per_second"), rows);
  }
}
