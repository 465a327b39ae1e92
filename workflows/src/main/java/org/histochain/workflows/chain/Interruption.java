package org.histochain.workflows.chain;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.function.Supplier;

/**
 * Runs a long step so that a pause need not wait for its end: the step is cancelled, keeps a
 * checkpoint and ends; as soon as the gate opens it begins again and goes on from there.
 */
final class Interruption {
  /** Chains from before a pause stopped training wait for the end of the step, as they did. */
  private static final String CHANGE = "pauseStopsTraining";

  private final Gate gate;

  Interruption(Gate gate) {
    this.gate = gate;
  }

  /**
   * Returns the step's result.
   *
   * @param begin begins an attempt; it passes the gate first
   */
  <R> R run(Supplier<Promise<R>> begin) {
    while (true) {
      Attempt<R> attempt = new Attempt<>(begin);
      boolean interrupted = attempt.endOrShut() && attempt.interrupt();
      try {
        return attempt.result();
      } catch (ActivityFailure e) {
        if (!interrupted || isCancelled() || isLasting(e)) {
          throw e;
        }
      }
    }
  }

  private static boolean isCancelled() {
    return CancellationScope.current().isCancelRequested();
  }

  /**
   * Whether the step failed for good. All else is how an interrupted attempt may end: cancelled in
   * order, with a fault that the server does not retry once it was asked to cancel, or not at all,
   * where its worker is dead and the heartbeat times out.
   */
  private static boolean isLasting(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure fault && fault.isNonRetryable();
  }

  private final class Attempt<R> {
    private final CancellationScope scope;
    private Promise<R> run = Workflow.newPromise();

    private Attempt(Supplier<Promise<R>> begin) {
      scope = Workflow.newCancellationScope(() -> run = begin.get());
      scope.run();
    }

    /** Waits for the end of the attempt or the shutting of the gate; returns whether it runs. */
    private boolean endOrShut() {
      Promise.anyOf(run.handle((result, failure) -> true), gate.shut()).get();
      return !run.isCompleted();
    }

    private boolean interrupt() {
      if (Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
        return false;
      }
      scope.cancel("the chain is paused");
      return true;
    }

    private R result() {
      return run.get();
    }
  }
}
