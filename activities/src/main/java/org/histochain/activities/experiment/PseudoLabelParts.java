package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.histochain.activities.experiment.ExperimentPage.Cell;
import org.histochain.activities.experiment.ExperimentPage.Part;
import org.histochain.activities.experiment.ExperimentPage.Row;
import org.histochain.activities.experiment.ExperimentPage.Table;
import org.histochain.activities.report.Alarm;
import org.histochain.activities.report.Wording;
import org.histochain.activities.statistics.Interval;
import org.histochain.activities.statistics.Spread;

/** What an experiment's page says of pseudo-labels: how right, how sure, and what went wrong. */
final class PseudoLabelParts {
  private final Results results;
  private final Evidence evidence;

  PseudoLabelParts(Results results, Evidence evidence) {
    this.results = requireNonNull(results, "results is null");
    this.evidence = requireNonNull(evidence, "evidence is null");
  }

  /** Returns a sentence where runs raised alarms. */
  Optional<String> warning() {
    List<RunOutcome> alarmed = alarmed();
    int alarms = alarmed.stream().mapToInt(run -> run.result().alarms().size()).sum();
    return alarms == 0
        ? Optional.empty()
        : Optional.of(
            "Pseudo-labels go wrong in %d of %d runs: %d %s, listed under Alarms."
                .formatted(
                    alarmed.size(),
                    results.runs().stream().filter(RunOutcome::isDone).count(),
                    alarms,
                    alarms == 1 ? "alarm" : "alarms"));
  }

  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    if (!evidence.precisions().isEmpty()) {
      parts.add(precision());
    }
    if (!evidence.calibrations().isEmpty()) {
      parts.add(calibration());
    }
    if (evidence.arms().stream()
        .flatMap(arm -> arm.runs().stream())
        .anyMatch(run -> run.iterations() > 0)) {
      parts.add(alarms());
    }
    if (!evidence.walls().isEmpty()) {
      parts.add(
          Part.ofWalls(
              "gallery",
              "The surest pseudo-labels",
              "What the filter kept and the teacher was surest of, of one run of each arm%s: the surest patch of each class, then the next. Wrong ones are dashed. Each run's own report has more, and their names in data/surest.csv."
                  .formatted(
                      evidence.walls().size() == SurestPatches.MOST_ARMS
                          ? ", " + SurestPatches.MOST_ARMS + " arms at most"
                          : ""),
              evidence.walls()));
    }
    return parts;
  }

  private Part precision() {
    List<String> classes = evidence.arms().getFirst().runs().getFirst().result().classes();
    SequencedMap<String, List<KeptPrecision>> rows = new LinkedHashMap<>();
    for (KeptPrecision one : evidence.precisions()) {
      rows.computeIfAbsent(
              "%s %s %d".formatted(one.arm(), one.fraction(), one.iteration()),
              _ -> new ArrayList<>())
          .add(one);
    }
    List<String> columns = new ArrayList<>(List.of("Arm", "Iteration", "All"));
    columns.addAll(classes);
    return new Part(
        "pseudo-labels",
        "How right the pseudo-labels were",
        "Of what the filter kept and the truth is known of, how much had the right pseudo-label, in %, by pseudo-label; mean over runs with its 95 % t interval, of one run Wilson's interval. Iteration 1 is labelled by the teacher. The charts have it by confidence: below the dashed line the teacher was surer than right.",
        new Table(columns, rows.values().stream().map(row -> row(row, classes)).toList()),
        new PrecisionCurves(evidence.precisions()).figures(),
        "precision");
  }

  private static Row row(List<KeptPrecision> row, List<String> classes) {
    KeptPrecision first = row.getFirst();
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.words(PageParts.name(first.arm(), first.fraction())));
    cells.add(Cell.number(Integer.toString(first.iteration())));
    cells.add(cell(row.stream().filter(one -> one.bin() == null && one.pseudoLabel() == null)));
    for (String name : classes) {
      cells.add(cell(row.stream().filter(one -> Objects.equals(one.pseudoLabel(), name))));
    }
    return new Row(cells);
  }

  private static Cell cell(Stream<KeptPrecision> of) {
    return of.findFirst()
        .map(
            one ->
                Cell.number(Wording.percent(one.precision()), PageParts.interval(one.interval())))
        .orElse(Cell.number(Wording.NONE));
  }

  private Part calibration() {
    List<Row> rows = new ArrayList<>();
    boolean test = evidence.calibrations().stream().anyMatch(one -> one.set().equals("test"));
    for (ArmCalibration one : evidence.calibrations()) {
      boolean shown =
          one.stage().equals(ArmCalibration.TEACHER) || one.stage().equals(ArmCalibration.BEST);
      if (shown && one.set().equals(test ? "test" : "validation")) {
        rows.add(
            new Row(
                List.of(
                    Cell.words(PageParts.name(one.arm(), one.fraction())),
                    Cell.words(one.stage()),
                    Cell.number(decimals(one.temperature().mean(), 2)),
                    percent(one.ece().before()),
                    percent(one.ece().after()),
                    plain(one.nll().before()),
                    plain(one.nll().after()),
                    plain(one.brier().before()),
                    plain(one.brier().after()))));
      }
    }
    return new Part(
        "calibration",
        "How far confidence can be trusted",
        "On %s, before and after temperature scaling: expected calibration error in %%, negative log likelihood, Brier score; less is better. Mean over runs with its 95 %% t interval. Each model's temperature is fitted on validation; above 1 it is surer than it is right. The files have every iteration, and validation."
            .formatted(test ? "test" : "validation, where it was fitted, which flatters it"),
        new Table(
            List.of(
                "Arm",
                "Stage",
                "Temperature",
                "ECE before",
                "ECE after",
                "NLL before",
                "NLL after",
                "Brier before",
                "Brier after"),
            rows),
        List.of(),
        "calibration");
  }

  private static Cell percent(Spread spread) {
    return Cell.number(Wording.percent(spread.mean()), PageParts.interval(spread.interval()));
  }

  private static Cell plain(Spread spread) {
    Interval interval = spread.interval();
    return Cell.number(
        decimals(spread.mean(), 3),
        interval == null
            ? ""
            : decimals(Math.max(0, interval.low()), 3) + " to " + decimals(interval.high(), 3));
  }

  private static String decimals(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private List<RunOutcome> alarmed() {
    return results.runs().stream()
        .filter(RunOutcome::isDone)
        .filter(run -> !run.result().alarms().isEmpty())
        .toList();
  }

  private Part alarms() {
    List<Row> rows = new ArrayList<>();
    for (RunOutcome run : alarmed()) {
      for (Alarm alarm : run.result().alarms()) {
        rows.add(
            new Row(
                List.of(
                    Cell.link(run.chain(), PageParts.reportOf(run)),
                    Cell.words(run.run().name()),
                    Cell.number(Long.toString(run.run().draw())),
                    Cell.words(kind(alarm.kind())),
                    Cell.words(alarm.message()))));
      }
    }
    return new Part(
        "alarms",
        "Alarms",
        rows.isEmpty()
            ? "No run raised one: no class vanished from what was kept, pseudo-labels did not collapse to few classes, and no teacher grew surer and less often right."
            : "Signs that pseudo-labels go wrong, by run: a class vanishes from what is kept, pseudo-labels collapse to few classes, a teacher grows surer and less often right.",
        rows.isEmpty()
            ? null
            : new Table(List.of("Chain", "Arm", "Draw", "Alarm", "What was seen"), rows),
        List.of(),
        "alarms");
  }

  private static String kind(Alarm.Kind kind) {
    return switch (kind) {
      case vanishingClass -> "vanishing class";
      case collapse -> "collapse";
      case confirmation -> "confirmation";
    };
  }
}
