package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.function.Supplier;
import org.histochain.workflows.contract.CpuActivities;
import org.histochain.workflows.contract.StateRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Writes to the store what people asked of a running chain, beside the chain's own steps, so that
 * {@code status} and {@code resume} know it without Temporal. The next step waits until it is
 * written, and nothing is written while the prepare step is: that writes the same files.
 */
final class Bookkeeper {
  private static final Logger LOG = Workflow.getLogger(Bookkeeper.class);

  private final Steps steps;
  private final Supplier<StateRequest> state;
  private @Nullable CancellationScope scope;
  private boolean changed;
  private boolean preparing;
  private boolean writing;

  /**
   * @param steps do not wait for this
   * @param state what there is to write now
   */
  Bookkeeper(Steps steps, Supplier<StateRequest> state) {
    this.steps = requireNonNull(steps, "steps is null");
    this.state = requireNonNull(state, "state is null");
  }

  void open() {
    CancellationScope own = Workflow.newCancellationScope(() -> Async.procedure(this::keep));
    scope = own;
    own.run();
  }

  /** Says that there is something to write. */
  void changed() {
    changed = true;
  }

  /** Says whether the prepare step is in course. */
  void preparing(boolean now) {
    preparing = now;
  }

  /** Whether the store knows everything. */
  boolean settled() {
    return !changed && !writing;
  }

  /** Writes what is left to write, within minutes; nothing is written afterwards. */
  void close() {
    if (scope != null) {
      scope.cancel();
    }
    Workflow.newDetachedCancellationScope(
            () -> {
              Workflow.await(() -> !writing);
              if (changed) {
                write(steps.lastNote("record what was asked last"));
              }
            })
        .run();
  }

  private void keep() {
    try {
      while (true) {
        Workflow.await(() -> changed && !preparing);
        write(steps.cpu("record what was asked", Work.NONE));
      }
    } catch (CanceledFailure e) {
      LOG.debug("Closed", e);
    }
  }

  private void write(CpuActivities store) {
    changed = false;
    writing = true;
    try {
      store.recordState(state.get());
    } catch (ActivityFailure e) {
      // Cancelled: close() has two more minutes for it. Anything else has failed for good.
      changed |= e.getCause() instanceof CanceledFailure;
      LOG.warn("The store does not know what was asked of the chain", e);
    } finally {
      writing = false;
    }
  }
}
