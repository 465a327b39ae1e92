package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;

/**
 * What people have asked of a chain while it runs. Nothing in here waits: updates change the state
 * and return, and the chain looks at it between two steps.
 */
final class Steering {
  private final Gate gate;
  private final Bookkeeper books;
  private final ChainBoard board;
  private ChainSpec spec;
  private @Nullable String closed;

  Steering(ChainSpec spec, Gate gate, Bookkeeper books, ChainBoard board) {
    this.spec = requireNonNull(spec, "spec is null");
    this.gate = gate;
    this.books = books;
    this.board = board;
  }

  /** The settings in force. */
  ChainSpec spec() {
    return spec;
  }

  /** Takes nothing more that the chain could not heed, and says why: {@code makes its report}. */
  void close(String reason) {
    closed = reason;
  }

  /** Shows how far a step is, unless it has come too late to matter. */
  void show(StepProgress progress) {
    if (closed == null) {
      board.running(progress);
    }
  }

  void checkPause() {
    refuseIfClosed("there is nothing left to pause");
  }

  Steered pause() {
    return hold(true);
  }

  Steered resume() {
    return hold(false);
  }

  private Steered hold(boolean paused) {
    if (gate.paused() == paused) {
      return steered(false);
    }
    gate.hold(paused);
    board.hold(paused);
    books.changed();
    return steered(true);
  }

  void checkExtend(int iterations) {
    refuseIfClosed("extend it once that is over");
    int begun = board.progress().iteration();
    if (iterations < begun) {
      throw refused(
          "it is in iteration %d already: extend it to %d or more".formatted(begun, begun));
    }
    if (iterations > 0 && board.poolIsEmpty()) {
      throw refused(
          "its unlabelled pool is empty, so that no iteration has anything to label: start a chain"
              + " with fewer labels");
    }
  }

  Steered extend(int iterations) {
    if (iterations == spec.chain().iterations()) {
      return steered(false);
    }
    spec = spec.withIterations(iterations);
    board.extend(iterations);
    books.changed();
    return steered(true);
  }

  private Steered steered(boolean changed) {
    return new Steered(changed, gate.paused(), spec.chain().iterations());
  }

  private void refuseIfClosed(String advice) {
    if (closed != null) {
      throw refused("it " + closed + ": " + advice);
    }
  }

  private static ApplicationFailure refused(String reason) {
    return ApplicationFailure.newNonRetryableFailure(
        "chain " + Workflow.getInfo().getWorkflowId() + ": " + reason, FailureTypes.REFUSED);
  }
}
