package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What every step of a workflow passes before it begins: shut while the workflow is paused. Steps
 * in course are told by {@link #shut}; children are held back too. A workflow that is never paused
 * leaves no trace of it in its history.
 */
final class Gate {
  private static final Logger LOG = Workflow.getLogger(Gate.class);

  private final BooleanSupplier ready;
  private final List<Child> children = new ArrayList<>();
  private boolean paused;
  private boolean telling;
  private @Nullable CompletablePromise<Boolean> shutting;

  /** What a child was told last. */
  private static final class Child {
    private final Steerable workflow;
    private final Promise<?> run;
    private boolean paused;

    private Child(Steerable workflow, Promise<?> run) {
      this.workflow = workflow;
      this.run = run;
    }
  }

  Gate() {
    this(() -> true);
  }

  /**
   * @param ready what else a step waits for
   */
  Gate(BooleanSupplier ready) {
    this.ready = requireNonNull(ready, "ready is null");
  }

  boolean paused() {
    return paused;
  }

  /** Shuts or opens; returns at once. */
  void hold(boolean shut) {
    paused = shut;
    CompletablePromise<Boolean> awaited = shutting;
    if (shut && awaited != null) {
      shutting = null;
      awaited.complete(true);
    }
    if (!telling) {
      telling = true;
      Async.procedure(this::tellChildren);
    }
  }

  /** Returns what completes when this is shut; at once if it is. */
  Promise<Boolean> shut() {
    if (paused) {
      return Workflow.newPromise(true);
    }
    CompletablePromise<Boolean> awaited = shutting == null ? Workflow.newPromise() : shutting;
    shutting = awaited;
    return awaited;
  }

  /** Returns as soon as the next step may begin. */
  void pass() {
    Workflow.await(() -> !paused && ready.getAsBoolean());
  }

  /** Starts a child as soon as it may begin, and holds it back whenever this is shut. */
  <R> Promise<R> start(Steerable child, Functions.Func<Promise<R>> start) {
    pass();
    Promise<R> run = start.apply();
    children.add(new Child(child, run));
    return run;
  }

  /** One at a time: a child must not be told to go on before it was told to wait. */
  private void tellChildren() {
    try {
      for (Optional<Child> next = untold(); next.isPresent(); next = untold()) {
        Child child = next.get();
        child.paused = paused;
        tell(child);
      }
    } finally {
      telling = false;
    }
  }

  private Optional<Child> untold() {
    children.removeIf(child -> child.run.isCompleted());
    return children.stream().filter(child -> child.paused != paused).findFirst();
  }

  private static void tell(Child child) {
    try {
      child.workflow.hold(child.paused);
    } catch (SignalExternalWorkflowException | TemporalFailure e) {
      LOG.debug("A child ended before it could be told", e);
    }
  }
}
