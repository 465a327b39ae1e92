package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
  static final String SELECTION = "selection";

  private final Summary summary;
  private final ShownDetails details;

  /** Takes a finished summary, and the details that the page shows. */
  ReportData(Summary summary, ShownDetails details) {
    this.summary = requireNonNull(summary, "summary is null");
    this.details = requireNonNull(details, "details is null");
  }

  /** Returns the tables; that of the selections has no rows without iterations. */
  List<DataTable> tables() {
    return List.of(stages(), classes(), confusion(), reliability(), selection());
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
        CLASSES,
        List.of("iteration", "stage", "class", "hard", "validation_f1", "test_f1"),
        rows);
  }

  private DataTable confusion() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    confusion(rows, "teacher", details.teacher());
    confusion(rows, "best", details.best());
    return new DataTable(
        CONFUSION, List.of("model", "set", "truth", "predicted", "patches"), rows);
  }

  private void confusion(
      List<List<@Nullable Object>> rows, String model, EvaluationDetails of) {
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

  private DataTable reliability() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ReliabilityBin bin : details.best().reliability()) {
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
        RELIABILITY,
        List.of("set", "above", "up_to", "patches", "mean_confidence", "accuracy"),
        rows);
  }

  private DataTable selection() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Summary.Stage stage : summary.stages()) {
      Map<String, Integer> chosen = stage.selectedPerClass();
      if (stage.stage() == StageName.pretrained && chosen != null) {
        chosen.forEach(
            (name, patches) -> rows.add(Arrays.asList(stage.iteration(), name, patches)));
      }
    }
    return new DataTable(SELECTION, List.of("iteration", "class", "patches"), rows);
  }
}
