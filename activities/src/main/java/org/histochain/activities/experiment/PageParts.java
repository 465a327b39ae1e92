package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.experiment.ExperimentPage.Cell;
import org.histochain.activities.experiment.ExperimentPage.Part;
import org.histochain.activities.experiment.ExperimentPage.Row;
import org.histochain.activities.experiment.ExperimentPage.Table;
import org.histochain.activities.report.StepCosts;
import org.histochain.activities.report.Summary;
import org.histochain.activities.report.Wording;
import org.histochain.activities.statistics.Interval;
import org.histochain.activities.step.Producer;
import org.histochain.workflows.contract.StageName;
import org.jspecify.annotations.Nullable;

/** The parts of an experiment's page, in words. */
final class PageParts {
  private final Results results;
  private final Evidence evidence;
  private final List<StepCosts.Cost> costs;
  private final Producer producer;

  PageParts(Results results, Evidence evidence, List<StepCosts.Cost> costs, Producer producer) {
    this.results = requireNonNull(results, "results is null");
    this.evidence = requireNonNull(evidence, "evidence is null");
    this.costs = List.copyOf(costs);
    this.producer = requireNonNull(producer, "producer is null");
  }

  List<Part> all() {
    List<Part> parts = new ArrayList<>();
    if (!results.claims().isEmpty()) {
      parts.add(claims());
    }
    parts.add(arms());
    parts.add(curves());
    parts.add(classes());
    if (results.tuning() != null) {
      parts.add(tuning(results.tuning()));
    }
    parts.addAll(new MapParts(results).parts());
    parts.addAll(new PseudoLabelParts(results, evidence).parts());
    parts.addAll(new ShortcutParts(results, evidence).parts());
    parts.add(runs());
    parts.add(costs());
    return parts;
  }

  private Part claims() {
    List<Row> rows = new ArrayList<>();
    for (ClaimResult result : results.claims()) {
      Claim claim = result.claim();
      rows.add(
          new Row(
              List.of(
                  Cell.words(claim.id()),
                  Cell.words(claim.says(), rule(claim)),
                  Cell.marked(result.verdict().name(), mark(result)),
                  effects(result),
                  Cell.number(p(result.p())),
                  Cell.number(p(result.holm())),
                  Cell.words(Objects.requireNonNullElse(result.note(), "")))));
    }
    return new Part(
        "claims",
        "Claims",
        "Rule and margin stood in the experiment file before anything ran. Supported and contradicted mean that the whole 95 % interval lies on one side of the margin, on these data; undecided is neither. Differences are in points of balanced accuracy on test, of the same patches, paired by labelled draw and seed; intervals are over test groups and draws. p by Holm is adjusted over all claims that have one.",
        new Table(
            List.of("Claim", "What it says", "Verdict", "Effect", "p", "p by Holm", "Note"), rows),
        List.of(),
        "claims");
  }

  private static String rule(Claim claim) {
    String of = claim.of().text();
    String margin = trimmed(claim.margin());
    return switch (claim.rule()) {
      case greater ->
          "%s above %s by more than %s points"
              .formatted(of, requireNonNull(claim.against()).text(), margin);
      case within ->
          "%s within %s points of %s".formatted(of, margin, requireNonNull(claim.against()).text());
      case increasing ->
          "%s rises with every iteration, by more than %s points".formatted(of, margin);
      case varianceFalls ->
          "%s varies less between runs than its teacher, by more than %s %%".formatted(of, margin);
    };
  }

  private static String trimmed(double margin) {
    return margin == Math.rint(margin)
        ? Long.toString(Math.round(margin))
        : Double.toString(margin);
  }

  private static String mark(ClaimResult result) {
    return switch (result.verdict()) {
      case supported -> "good";
      case contradicted -> "bad";
      case undecided -> "";
    };
  }

  private static Cell effects(ClaimResult result) {
    boolean ratio = result.claim().rule() == ClaimRule.varianceFalls;
    List<String> texts = new ArrayList<>();
    for (ClaimResult.Estimate estimate : result.effects()) {
      Interval interval = estimate.interval();
      String value =
          ratio
              ? String.format(Locale.ROOT, "ratio %.2f", estimate.value())
              : Wording.points(estimate.value());
      texts.add(
          interval == null
              ? value
              : ratio
                  ? String.format(
                      Locale.ROOT, "%s (%.2f to %.2f)", value, interval.low(), interval.high())
                  : String.format(
                      Locale.ROOT,
                      "%s (%+.1f to %+.1f)",
                      value,
                      100 * interval.low(),
                      100 * interval.high()));
    }
    int runs = result.effects().isEmpty() ? 0 : result.effects().getFirst().runs();
    return Cell.words(
        texts.isEmpty() ? Wording.NONE : String.join("; ", texts),
        texts.isEmpty() ? "" : runs == 1 ? "one run" : runs + " runs");
  }

  private static String p(@Nullable Double p) {
    return p == null ? Wording.NONE : String.format(Locale.ROOT, "%.3f", p);
  }

  private Part arms() {
    List<ArmResult> colours = results.colours();
    List<Row> rows = new ArrayList<>();
    for (ArmResult arm : results.arms()) {
      boolean alone = results.arms().stream().filter(other -> other.isBeside(arm)).count() == 1;
      if (arm.stage().equals("teacher") || arm.stage().equals("best")) {
        rows.add(row(arm, alone ? "supervised" : arm.stage()));
      }
      if (alone || arm.stage().equals("best")) {
        colours.stream()
            .filter(arm::isBeside)
            .forEach(colour -> rows.add(row(colour, "colour histogram alone")));
      }
    }
    return new Part(
        "arms",
        "Arms",
        "Balanced accuracy in %, mean over runs. Below it the 95 % t interval over runs (other draws and seeds on this test set); by group, the bootstrap interval of these runs over other test groups. Best is chosen in each run by validation. Validation is the mean of what was chosen by, and flatters.",
        new Table(
            List.of(
                "Arm",
                "Stage",
                "Labels",
                "Runs",
                "Test",
                "Deviation",
                "Test, by group",
                "Validation"),
            rows),
        List.of(),
        "arms");
  }

  private static Row row(ArmResult arm, String stage) {
    return new Row(
        List.of(
            Cell.words(arm.name()),
            Cell.words(stage),
            Cell.number(labels(arm.labels())),
            Cell.number(Integer.toString(arm.runs())),
            Cell.number(Wording.percent(arm.mean()), interval(arm.overRuns())),
            Cell.number(Wording.percent(arm.deviation())),
            Cell.words(arm.byGroup() == null ? Wording.NONE : interval(arm.byGroup())),
            Cell.number(Wording.percent(arm.validation()))));
  }

  private static String labels(ArmResult.Range labels) {
    return labels.least() == labels.most()
        ? Wording.count(labels.least())
        : Wording.count(labels.least()) + " to " + Wording.count(labels.most());
  }

  /** Writes an interval of scores in percent; one of few runs may leave the scores' range. */
  static String interval(@Nullable Interval interval) {
    return interval == null
        ? ""
        : Wording.percent(Math.clamp(interval.low(), 0, 1))
            + " to "
            + Wording.percent(Math.clamp(interval.high(), 0, 1));
  }

  /** Returns what people call an arm: {@code chain at 0.01}. */
  static String name(String arm, @Nullable String fraction) {
    return fraction == null ? arm : arm + " at " + fraction;
  }

  /** Returns where a run's own report is, beside the experiment's. */
  static String reportOf(RunOutcome run) {
    return "chains/" + run.chain() + "/index.html";
  }

  private Part curves() {
    return new Part(
        "curves",
        "Balanced accuracy by iteration",
        "On test, mean over runs, of the teacher (0) and the fine-tuned students; thin lines are 95 % t intervals over runs, where there are several. All charts have one scale.",
        null,
        new Curves(results.arms()).figures(),
        "arms");
  }

  /** Returns mean F1 on test by arm and iteration, a column for each class. */
  private Part classes() {
    List<String> names = new ArrayList<>();
    SequencedMap<String, Map<Integer, Map<String, List<Double>>>> scores = new LinkedHashMap<>();
    for (RunOutcome outcome : results.runs()) {
      if (!outcome.isDone()) {
        continue;
      }
      if (names.isEmpty()) {
        names.addAll(outcome.result().classes());
      }
      for (Summary.Stage stage : outcome.result().stages()) {
        if (stage.test() != null && stage.stage() != StageName.pretrained) {
          Map<String, List<Double>> cells =
              scores
                  .computeIfAbsent(outcome.run().name(), _ -> new TreeMap<>())
                  .computeIfAbsent(stage.iteration(), _ -> new TreeMap<>());
          stage
              .test()
              .perClassF1()
              .forEach((name, f1) -> cells.computeIfAbsent(name, _ -> new ArrayList<>()).add(f1));
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    scores.forEach(
        (arm, iterations) ->
            iterations.forEach(
                (iteration, cells) -> rows.add(classRow(arm, iteration, cells, names))));
    List<String> columns = new ArrayList<>(List.of("Arm", "Iteration"));
    columns.addAll(names);
    return new Part(
        "classes",
        "Classes by iteration",
        "F1 on test in %, mean over runs; iteration 0 is the teacher.",
        new Table(columns, rows),
        List.of(),
        "classes");
  }

  private static Row classRow(
      String arm, int iteration, Map<String, List<Double>> scores, List<String> names) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.words(arm), Cell.number("" + iteration)));
    for (String name : names) {
      List<Double> of = scores.get(name);
      cells.add(
          Cell.number(
              of == null
                  ? Wording.NONE
                  : Wording.percent(
                      of.stream().mapToDouble(Double::doubleValue).average().orElse(0))));
    }
    return new Row(cells);
  }

  private Part tuning(TuningResult tuning) {
    Tunable tune = results.plan().requireTune();
    List<String> columns = new ArrayList<>(tune.candidates().getFirst().keySet());
    tuning.rungs().forEach(rung -> columns.add(iterations(rung.iterations())));
    List<Row> rows = new ArrayList<>();
    for (int candidate = 0; candidate < tune.candidates().size(); candidate++) {
      SortedMap<String, String> settings = tune.candidates().get(candidate);
      boolean chosen = candidate == tuning.chosen();
      List<Cell> cells = new ArrayList<>();
      settings
          .values()
          .forEach(value -> cells.add(chosen ? Cell.marked(value, "good") : Cell.words(value)));
      for (TuningResult.Rung rung : tuning.rungs()) {
        int index = candidate;
        cells.add(
            Cell.number(
                rung.scores().stream()
                    .filter(score -> score.candidate() == index)
                    .map(score -> Wording.percent(score.mean()))
                    .findFirst()
                    .orElse("")));
      }
      rows.add(new Row(cells));
    }
    return new Part(
        "tuning",
        "Tuning",
        "Mean score of the best stage on validation, in %%, of %s over %s. Test stayed shut. The chosen settings are marked; the arms %s took them."
            .formatted(
                tune.runs().getFirst().name(),
                tune.runs().size() == 1
                    ? "1 labelled draw"
                    : tune.runs().size() + " labelled draws",
                String.join(", ", results.plan().tuned())),
        new Table(columns, rows),
        List.of(),
        "tuning");
  }

  private static String iterations(int count) {
    return count == 1 ? "1 iteration" : count + " iterations";
  }

  private Part runs() {
    List<Row> rows = new ArrayList<>();
    for (RunOutcome outcome : results.runs()) {
      PlanRun run = outcome.run();
      List<Cell> cells = new ArrayList<>();
      cells.add(
          outcome.isDone()
              ? Cell.link(outcome.chain(), reportOf(outcome))
              : Cell.words(outcome.chain()));
      cells.add(Cell.words(run.name()));
      cells.add(Cell.number(Long.toString(run.draw())));
      cells.add(Cell.number(Long.toString(run.seed())));
      if (outcome.isDone()) {
        Summary.Stage teacher = outcome.result().stages().getFirst();
        Summary.Stage best = outcome.result().bestStage().orElseThrow();
        cells.add(Cell.number(Wording.count(outcome.result().labelled())));
        cells.add(Cell.number(score(teacher)));
        cells.add(
            Cell.number(score(best), best.iteration() == 0 ? "" : "iteration " + best.iteration()));
        cells.add(Cell.words(""));
      } else {
        cells.addAll(List.of(Cell.words(""), Cell.words(""), Cell.words("")));
        cells.add(
            Cell.words(
                (outcome.state() == null ? "missing" : outcome.state().name())
                    + (outcome.message() == null ? "" : ": " + outcome.message())));
      }
      rows.add(new Row(cells));
    }
    return new Part(
        "runs",
        "Runs",
        "Balanced accuracy on test, in %. Each run's own report, with its galleries, is behind its name.",
        new Table(
            List.of(
                "Chain", "Arm", "Draw", "Seed", "Labels", "Teacher", "Best by validation", "State"),
            rows),
        List.of(),
        "runs");
  }

  private static String score(Summary.Stage stage) {
    return Wording.percent(stage.test() == null ? null : stage.test().balancedAccuracy());
  }

  private Part costs() {
    List<Row> rows = new ArrayList<>();
    double seconds = 0;
    for (StepCosts.Cost cost : costs) {
      seconds += cost.seconds();
      Double rate = cost.imagesPerSecond();
      rows.add(
          new Row(
              List.of(
                  Cell.words(cost.name()),
                  Cell.number(Wording.count(cost.steps())),
                  Cell.number(Wording.duration(cost.seconds())),
                  Cell.number(
                      rate == null ? Wording.NONE : Wording.count((int) Math.round(rate))))));
    }
    return new Part(
        "costs",
        "What it cost",
        "%s of work, tuning included; what runs share is counted once. Made by Histochain %s on %s."
            .formatted(Wording.duration(seconds), producer.version(), producer.numericFamily()),
        new Table(List.of("Step", "Times", "Time", "Images per second"), rows),
        List.of(),
        "costs");
  }
}
