package org.histochain.worker.runtime;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.histochain.workflows.chain.ChainProgress;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;

/**
 * What Temporal knows of a chain now.
 *
 * @param state its latest run's state
 * @param runId id of that run
 * @param started when that run was started
 * @param progress how far it is; null where no worker answers, or it is closed
 * @param steps the steps in course or waiting for a worker, the chain's and its children's
 */
public record LiveChain(
    State state,
    String runId,
    Instant started,
    @Nullable ChainProgress progress,
    List<Step> steps) {
  public LiveChain {
    requireNonNull(state, "state is null");
    requireNonNull(runId, "runId is null");
    requireNonNull(started, "started is null");
    steps = List.copyOf(requireNonNull(steps, "steps is null"));
  }

  /** State of a run. */
  public enum State {
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED,
    TERMINATED,
    TIMED_OUT
  }

  /**
   * A step that Temporal has handed out, or would.
   *
   * @param activity the activity's name
   * @param running false while it waits for a worker or for its next attempt
   * @param attempt from 1
   * @param progress as of its latest heartbeat; null before one
   * @param lastFailure why its last attempt failed; null: none did
   */
  public record Step(
      String activity,
      boolean running,
      int attempt,
      @Nullable StepProgress progress,
      @Nullable String lastFailure) {
    public Step {
      requireNonNull(activity, "activity is null");
    }
  }
}
