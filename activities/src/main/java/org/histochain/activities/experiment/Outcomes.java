package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.evaluation.Evaluation;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.ChainState;
import org.histochain.activities.report.Summary;
import org.histochain.activities.report.TestPredictions;
import org.histochain.activities.report.TestPredictionsReader;
import org.histochain.activities.statistics.RunPredictions;
import org.histochain.activities.step.StepMonitor;
import org.jspecify.annotations.Nullable;

/** The chains of an experiment, as the store has them. */
final class Outcomes {
  private final Artifacts artifacts;
  private final List<RunOutcome> all;
  private final Map<String, RunPredictions> read = new HashMap<>();

  private Outcomes(Artifacts artifacts, List<RunOutcome> all) {
    this.artifacts = artifacts;
    this.all = all;
  }

  /** Reads how runs ended. */
  static Outcomes read(Artifacts artifacts, List<Rounds.NamedRun> runs, StepMonitor monitor)
      throws IOException {
    requireNonNull(artifacts, "artifacts is null");
    List<RunOutcome> outcomes = new ArrayList<>();
    for (Rounds.NamedRun named : runs) {
      monitor.check();
      outcomes.add(outcome(artifacts, named));
    }
    return new Outcomes(artifacts, outcomes);
  }

  private static RunOutcome outcome(Artifacts artifacts, Rounds.NamedRun named) throws IOException {
    ChainFolder folder = new ChainFolder(artifacts.store(), named.chain());
    ChainState state = folder.state().orElse(null);
    ChainState.Kind kind = state == null ? null : state.state();
    Summary summary = kind == ChainState.Kind.done ? folder.summary().orElse(null) : null;
    String message = summary != null ? null : state == null ? null : state.message();
    return new RunOutcome(named.chain(), named.run(), kind, message, summary);
  }

  /** Returns every run, in the order of the plan. */
  List<RunOutcome> all() {
    return all;
  }

  /** Returns the runs with a result of an arm at a label fraction, in the order of the plan. */
  List<RunOutcome> of(String arm, @Nullable String fraction) {
    return all.stream()
        .filter(RunOutcome::isDone)
        .filter(outcome -> outcome.run().arm().equals(arm))
        .filter(
            outcome ->
                outcome.run().fraction() == null || outcome.run().fraction().equals(fraction))
        .toList();
  }

  /**
   * Returns what a run predicts for test.
   *
   * @param classes indices of the classes whose patches count; empty: all of them
   */
  RunPredictions predictions(RunOutcome outcome, int iteration, List<Integer> classes)
      throws IOException {
    String key = "%s %d %s".formatted(outcome.chain(), iteration, classes);
    RunPredictions known = read.get(key);
    if (known == null) {
      known = predicted(outcome, iteration, classes);
      read.put(key, known);
    }
    return known;
  }

  private RunPredictions predicted(RunOutcome outcome, int iteration, List<Integer> classes)
      throws IOException {
    TestPredictions test =
        new TestPredictionsReader(artifacts).read(outcome.chain(), outcome.place(iteration));
    int[] truth = test.truth();
    List<@Nullable String> groups = test.groups();
    List<String> keptIds = new ArrayList<>();
    List<@Nullable String> keptGroups = new ArrayList<>();
    List<Integer> keptTruth = new ArrayList<>();
    List<Integer> predicted = new ArrayList<>();
    for (int i = 0; i < truth.length; i++) {
      if (classes.isEmpty() || classes.contains(truth[i])) {
        keptIds.add(test.patches().get(i).id());
        keptGroups.add(groups.get(i));
        keptTruth.add(truth[i]);
        predicted.add(Evaluation.mostProbable(test.scores().probabilities()[i]));
      }
    }
    return RunPredictions.of(
        keptIds,
        keptGroups,
        keptTruth.stream().mapToInt(Integer::intValue).toArray(),
        predicted.stream().mapToInt(Integer::intValue).toArray(),
        outcome.result().classes().size());
  }
}
