package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.baseline.ColourShare;
import org.histochain.activities.evaluation.Score;
import org.histochain.activities.report.Wording;
import org.histochain.activities.statistics.MeanScore;
import org.histochain.activities.statistics.RunPredictions;
import org.histochain.activities.step.StepMonitor;
import org.jspecify.annotations.Nullable;

/**
 * What the chains of an experiment say together.
 *
 * @param experiment id of the experiment
 * @param plan its plan
 * @param tuning what tuning found; null: nothing was tuned
 * @param references the arm that stands for each reference
 * @param claims a result for each claim
 * @param arms scores by arm, label fraction and stage
 * @param runs every run
 * @param synthetic whether the tissue is drawn by a program
 */
record Results(
    String experiment,
    Plan plan,
    @Nullable TuningResult tuning,
    SortedMap<String, String> references,
    List<ClaimResult> claims,
    List<ArmResult> arms,
    List<RunOutcome> runs,
    boolean synthetic) {
  Results {
    requireNonNull(experiment, "experiment is null");
    requireNonNull(plan, "plan is null");
    references = Collections.unmodifiableSortedMap(new TreeMap<>(references));
    claims = List.copyOf(claims);
    arms = List.copyOf(arms);
    runs = List.copyOf(runs);
  }

  /** An arm at a label fraction. */
  private record Cell(String arm, @Nullable String fraction) {}

  /** Puts results together. */
  static Results of(
      String experiment,
      Plan plan,
      @Nullable TuningResult tuning,
      Outcomes outcomes,
      boolean synthetic,
      StepMonitor monitor)
      throws IOException {
    List<ArmResult> arms = new ArrayList<>();
    for (Cell cell : cells(outcomes)) {
      monitor.check();
      arms.addAll(arm(cell, outcomes));
    }
    SortedMap<String, String> references = new TreeMap<>();
    plan.references()
        .forEach(
            (name, members) -> better(members, arms).ifPresent(arm -> references.put(name, arm)));
    return new Results(
        experiment,
        plan,
        tuning,
        references,
        new Judging(outcomes, references).judge(plan.claims()),
        arms,
        outcomes.all(),
        synthetic);
  }

  private static SequencedSet<Cell> cells(Outcomes outcomes) {
    SequencedSet<Cell> cells = new LinkedHashSet<>();
    outcomes.all().stream()
        .filter(RunOutcome::isDone)
        .forEach(outcome -> cells.add(new Cell(outcome.run().arm(), outcome.run().fraction())));
    return cells;
  }

  /** Returns teacher, each iteration and the best of an arm; of a teacher alone that one. */
  private static List<ArmResult> arm(Cell cell, Outcomes outcomes) throws IOException {
    List<RunOutcome> runs = outcomes.of(cell.arm(), cell.fraction());
    int iterations = runs.stream().mapToInt(RunOutcome::iterations).max().orElse(0);
    List<String> stages = new ArrayList<>(List.of("teacher"));
    for (int iteration = 1; iteration <= iterations; iteration++) {
      stages.add(Integer.toString(iteration));
    }
    if (iterations > 0) {
      stages.add("best");
    }
    List<ArmResult> results = new ArrayList<>();
    for (String stage : stages) {
      results.add(stage(cell, stage, runs, outcomes));
    }
    return results;
  }

  private static ArmResult stage(Cell cell, String stage, List<RunOutcome> runs, Outcomes outcomes)
      throws IOException {
    List<RunPredictions> predictions = new ArrayList<>();
    List<RunOutcome> reached = new ArrayList<>();
    for (RunOutcome run : runs) {
      Integer iteration = run.iteration(stage);
      if (iteration != null) {
        reached.add(run);
        predictions.add(outcomes.predictions(run, iteration, List.of()));
      }
    }
    MeanScore mean = MeanScore.of(predictions, Score.balancedAccuracy, Judging.SEED);
    return new ArmResult(
        cell.arm(),
        cell.fraction(),
        stage,
        reached.size(),
        labels(reached),
        mean.spread().mean(),
        mean.spread().deviation(),
        mean.spread().interval(),
        mean.byGroup().interval(),
        reached.stream().mapToDouble(RunOutcome::validation).average().orElse(Double.NaN));
  }

  private static ArmResult.Range labels(List<RunOutcome> runs) {
    List<Integer> labels =
        runs.stream().map(run -> requireNonNull(run.result().labelled())).sorted().toList();
    return new ArmResult.Range(labels.getFirst(), labels.getLast());
  }

  /** Ties go to the arm that is named first. */
  private static Optional<String> better(List<String> members, List<ArmResult> arms) {
    String best = null;
    double score = Double.NEGATIVE_INFINITY;
    for (String member : members) {
      double validation =
          arms.stream()
              .filter(arm -> arm.arm().equals(member))
              .filter(arm -> arm.stage().equals("teacher") || arm.stage().equals("best"))
              .mapToDouble(ArmResult::validation)
              .max()
              .orElse(Double.NEGATIVE_INFINITY);
      if (validation > score) {
        score = validation;
        best = member;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Returns what colours alone reach with the labels of each arm, where that was measured, as a
   * stage {@code colourHistogram}.
   */
  List<ArmResult> colours() {
    List<ArmResult> colours = new ArrayList<>();
    for (ArmResult arm : arms) {
      List<RunOutcome> measured =
          runs.stream().filter(run -> run.isOf(arm) && run.colourHistogram() != null).toList();
      if (arm.stage().equals("teacher") && !measured.isEmpty()) {
        colours.add(arm.withColours(measured));
      }
    }
    return colours;
  }

  /** Returns the best stage beside a result: of a teacher alone that one. */
  ArmResult best(ArmResult of) {
    return arms.stream().filter(of::isBeside).reduce((_, last) -> last).orElseThrow();
  }

  /** Returns the balanced accuracy of guessing. */
  double chance() {
    return runs.stream()
        .filter(RunOutcome::isDone)
        .findFirst()
        .map(run -> 1.0 / run.result().classes().size())
        .orElse(1.0);
  }

  /**
   * Returns a sentence where colours alone reach more than half of what the best stage has above
   * chance; empty where they do not.
   */
  Optional<String> colourWarning() {
    List<String> explained = new ArrayList<>();
    for (ArmResult colour : colours()) {
      ArmResult best = best(colour);
      if (ColourShare.warns(ColourShare.of(colour.mean(), best.mean(), chance()))) {
        explained.add(
            "%s (%s %%, the network %s %%)"
                .formatted(
                    best.name(), Wording.percent(colour.mean()), Wording.percent(best.mean())));
      }
    }
    return explained.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "A colour histogram alone explains more than half of what these arms have above chance: "
                + String.join(", ", explained)
                + ". Their scores may be of stain and scanner rather than of tissue.");
  }
}
