package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import org.histochain.activities.report.ChainState;
import org.histochain.activities.report.Summary;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.StageName;
import org.jspecify.annotations.Nullable;

/**
 * How a run of the plan ended.
 *
 * @param chain id of its chain
 * @param run what it was
 * @param state state of its chain; null: the store knows none
 * @param message why there is no result; null where there is one
 * @param summary its result; null: there is none
 */
record RunOutcome(
    String chain,
    PlanRun run,
    ChainState.@Nullable Kind state,
    @Nullable String message,
    @Nullable Summary summary) {
  RunOutcome {
    requireNonNull(chain, "chain is null");
    requireNonNull(run, "run is null");
  }

  boolean isDone() {
    return summary != null;
  }

  Summary result() {
    return requireNonNull(summary, () -> "chain " + chain + " has no result");
  }

  /** Whether a run of another arm had the same labelled draw and the same seed. */
  boolean pairsWith(RunOutcome other) {
    return run.draw() == other.run.draw() && run.seed() == other.run.seed();
  }

  /** Returns the best stage's score on validation, of the kind that the chain selects by. */
  double validation() {
    String select = run.spec().chain().select();
    return result().bestStage().orElseThrow().validation().of(select);
  }

  /** Returns what colours alone reach on test with its labels; null: not measured. */
  @Nullable Double colourHistogram() {
    if (summary == null || summary.baselines().colourHistogram() == null) {
      return null;
    }
    Scores test = summary.baselines().colourHistogram().test();
    return test == null ? null : test.balancedAccuracy();
  }

  /** Returns what colours alone reach on validation, where it was measured. */
  double coloursOnValidation() {
    return requireNonNull(result().baselines().colourHistogram())
        .validation()
        .of(run.spec().chain().select());
  }

  /** Whether it is a run of that arm at that label fraction. */
  boolean isOf(ArmResult arm) {
    return run.arm().equals(arm.arm()) && Objects.equals(run.fraction(), arm.fraction());
  }

  /** Returns the number of the last iteration; 0: the teacher was trained alone. */
  int iterations() {
    return result().stages().getLast().iteration();
  }

  /**
   * Returns the iteration that a stage's word stands for, 0 for the teacher; null where the chain
   * did not come so far.
   */
  @Nullable Integer iteration(String stage) {
    int iteration =
        switch (stage) {
          case "teacher" -> 0;
          case "last" -> iterations();
          case "best" -> requireNonNull(result().best()).iteration();
          default -> Integer.parseInt(stage);
        };
    return iteration > iterations() ? null : Integer.valueOf(iteration);
  }

  /** Returns the place, among the stages of the summary, of the model an iteration ended with. */
  int place(int iteration) {
    for (int place = 0; place < result().stages().size(); place++) {
      Summary.Stage stage = result().stages().get(place);
      if (stage.iteration() == iteration && stage.stage() != StageName.pretrained) {
        return place;
      }
    }
    throw new IllegalArgumentException("chain %s has no iteration %d".formatted(chain, iteration));
  }
}
