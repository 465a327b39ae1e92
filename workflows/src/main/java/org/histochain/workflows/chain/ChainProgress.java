package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.histochain.workflows.contract.BestStage;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;

/**
 * How far a chain is.
 *
 * @param iteration iteration in course; 0 while the teacher is trained
 * @param iterations iterations in all
 * @param step step in course: {@code prepare}, {@code teacher}, {@code iteration}, {@code report}
 *     or {@code done}
 * @param best best stage so far; null before the teacher is evaluated
 * @param recent the latest stages
 * @param paused whether it waits, or will as soon as the steps in course have stopped
 * @param running how far a training step was when it last said so; null where none has
 * @param note what people should know of its course; null: nothing
 */
public record ChainProgress(
    int iteration,
    int iterations,
    String step,
    @Nullable BestStage best,
    List<StageView> recent,
    boolean paused,
    @Nullable StepProgress running,
    @Nullable String note) {
  public ChainProgress {
    requireNonNull(step, "step is null");
    recent = List.copyOf(requireNonNull(recent, "recent is null"));
  }

  /** Progress with nothing more to know. */
  public ChainProgress(
      int iteration,
      int iterations,
      String step,
      @Nullable BestStage best,
      List<StageView> recent,
      boolean paused,
      @Nullable StepProgress running) {
    this(iteration, iterations, step, best, recent, paused, running, null);
  }
}
