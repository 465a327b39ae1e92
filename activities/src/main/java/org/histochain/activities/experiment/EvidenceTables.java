package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.histochain.activities.audit.AuditResult;
import org.histochain.activities.audit.ColourAlone;
import org.histochain.activities.audit.Perturbed;
import org.histochain.activities.baseline.ColourFeatures;
import org.histochain.activities.baseline.ColourShare;
import org.histochain.activities.report.Alarm;
import org.histochain.activities.report.DataTable;
import org.histochain.activities.statistics.Spread;
import org.jspecify.annotations.Nullable;

/** What single chains say beside their scores, for other programs, unrounded. */
final class EvidenceTables {
  private final Results results;
  private final Evidence evidence;

  EvidenceTables(Results results, Evidence evidence) {
    this.results = requireNonNull(results, "results is null");
    this.evidence = requireNonNull(evidence, "evidence is null");
  }

  List<DataTable> all() {
    return List.of(precision(), calibration(), alarms(), shortcuts(), robustness());
  }

  private DataTable precision() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (KeptPrecision one : evidence.precisions()) {
      KeptPrecision.Bin bin = one.bin();
      rows.add(
          Arrays.asList(
              one.arm(),
              one.fraction(),
              one.iteration(),
              one.pseudoLabel(),
              bin == null ? null : bin.above(),
              bin == null ? null : bin.upTo(),
              one.runs(),
              one.right(),
              one.wrong(),
              one.precision(),
              one.interval().low(),
              one.interval().high()));
    }
    return new DataTable(
        "precision",
        List.of(
            "arm",
            "fraction",
            "iteration",
            "pseudo_label",
            "above",
            "up_to",
            "runs",
            "right",
            "wrong",
            "precision",
            "low",
            "high"),
        rows);
  }

  private DataTable calibration() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ArmCalibration one : evidence.calibrations()) {
      add(rows, one, "ece", one.ece());
      add(rows, one, "nll", one.nll());
      add(rows, one, "brier", one.brier());
    }
    return new DataTable(
        "calibration",
        List.of(
            "arm",
            "fraction",
            "stage",
            "set",
            "runs",
            "temperature",
            "measure",
            "before",
            "before_low",
            "before_high",
            "after",
            "after_low",
            "after_high"),
        rows);
  }

  private static void add(
      List<List<@Nullable Object>> rows,
      ArmCalibration one,
      String measure,
      ArmCalibration.Change change) {
    Spread before = change.before();
    Spread after = change.after();
    rows.add(
        Arrays.asList(
            one.arm(),
            one.fraction(),
            one.stage(),
            one.set(),
            before.runs(),
            one.temperature().mean(),
            measure,
            before.mean(),
            before.interval() == null ? null : before.interval().low(),
            before.interval() == null ? null : before.interval().high(),
            after.mean(),
            after.interval() == null ? null : after.interval().low(),
            after.interval() == null ? null : after.interval().high()));
  }

  private DataTable alarms() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (RunOutcome run : results.runs()) {
      if (run.isDone()) {
        for (Alarm alarm : run.result().alarms()) {
          rows.add(
              row(
                  run,
                  alarm.iteration(),
                  alarm.kind().name(),
                  String.join(" ", alarm.classes()),
                  alarm.message()));
        }
      }
    }
    return table("alarms", rows, "iteration", "alarm", "classes", "message");
  }

  private DataTable shortcuts() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (RunOutcome run : results.runs()) {
      Double histogram = run.colourHistogram();
      if (histogram == null) {
        continue;
      }
      double network = network(run);
      rows.add(
          row(
              run,
              ColourFeatures.histogram.name(),
              histogram,
              network,
              ColourShare.of(histogram, network, results.chance())));
      AuditResult audit = evidence.audits().get(run.chain());
      if (audit != null) {
        for (ColourAlone one : audit.colour()) {
          if (one.features() != ColourFeatures.histogram) {
            rows.add(row(run, one.features().name(), one.balancedAccuracy(), network, one.share()));
          }
        }
      }
    }
    return table("shortcuts", rows, "colours", "balanced_accuracy", "network", "share");
  }

  private static double network(RunOutcome run) {
    return requireNonNull(run.result().bestStage().orElseThrow().test()).balancedAccuracy();
  }

  private DataTable robustness() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (RunOutcome run : results.runs()) {
      AuditResult audit = evidence.audits().get(run.chain());
      if (audit != null) {
        for (Perturbed one : audit.perturbations()) {
          List<Double> ends = one.balancedAccuracyInterval();
          rows.add(
              row(
                  run,
                  one.kind().name(),
                  one.strength(),
                  audit.network().balancedAccuracy(),
                  one.balancedAccuracy(),
                  one.balancedAccuracyDifference(),
                  ends == null ? null : ends.getFirst(),
                  ends == null ? null : ends.getLast(),
                  audit.testSeen()));
        }
      }
    }
    return table(
        "robustness",
        rows,
        "change",
        "strength",
        "unchanged",
        "changed",
        "difference",
        "low",
        "high",
        "test_seen");
  }

  private static List<@Nullable Object> row(RunOutcome run, @Nullable Object... values) {
    List<@Nullable Object> row = new ArrayList<>();
    row.addAll(
        Arrays.asList(
            run.chain(),
            run.run().arm(),
            run.run().fraction(),
            run.run().draw(),
            run.run().seed()));
    row.addAll(Arrays.asList(values));
    return row;
  }

  private static DataTable table(
      String name, List<List<@Nullable Object>> rows, String... columns) {
    List<String> all = new ArrayList<>(List.of("chain", "arm", "fraction", "draw", "seed"));
    all.addAll(List.of(columns));
    return new DataTable(name, all, rows);
  }
}
