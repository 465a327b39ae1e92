package org.histochain.workflows.experiment;

import io.temporal.workflow.Workflow;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.histochain.workflows.contract.PlannedRun;
import org.histochain.workflows.contract.Round;

/** What people see of a running experiment: the progress query and current details. */
final class ExperimentBoard {
  private final SequencedSet<String> running = new LinkedHashSet<>();
  private int round;
  private int rounds;
  private int done;
  private int runs;
  private int failed;

  ExperimentProgress progress() {
    return new ExperimentProgress(round, rounds, done, runs, failed, running.stream().toList());
  }

  /** Shows that a round begins, of which so many families have ended before. */
  void open(ExperimentCarried at, Round opened) {
    round = at.round();
    rounds = opened.rounds();
    runs = opened.families().stream().mapToInt(Integer::intValue).sum();
    done = opened.families().stream().limit(at.families()).mapToInt(Integer::intValue).sum();
    failed = at.failed();
    show();
  }

  void begins(PlannedRun run) {
    running.add(run.chain());
    show();
  }

  void ends(PlannedRun run, boolean sound) {
    running.remove(run.chain());
    done++;
    failed += sound ? 0 : 1;
    show();
  }

  int failed() {
    return failed;
  }

  private void show() {
    Workflow.setCurrentDetails(
        "**%s**: %d of %d chains done%s%s"
            .formatted(
                round < rounds - 1 ? "tuning, rung " + (round + 1) : "runs",
                done,
                runs,
                failed == 0 ? "" : ", " + failed + " failed",
                running.isEmpty() ? "" : "; running: `" + String.join("`, `", running) + "`"));
  }
}
