package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.histochain.workflows.contract.ChainRules;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.Settable;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;

/**
 * What people have asked of a chain while it runs. Nothing in here waits: updates change the state
 * and return, and the chain looks at it between two steps.
 */
final class Steering {
  /** Keeps the settings far below the largest payload. */
  static final int MOST_CHANGES = 1000;

  private final Gate gate;
  private final Bookkeeper books;
  private final ChainBoard board;
  private ChainSpec spec;
  private int begun;
  private @Nullable String closed;

  /**
   * @param begun the latest iteration that ever began, 0 for none: settings of it and of those
   *     before do not change any more
   */
  Steering(ChainSpec spec, int begun, Gate gate, Bookkeeper books, ChainBoard board) {
    this.spec = requireNonNull(spec, "spec is null");
    this.begun = begun;
    this.gate = gate;
    this.books = books;
    this.board = board;
  }

  /** The settings in force, with what holds from later iterations on. */
  ChainSpec spec() {
    return spec;
  }

  /** Says that an iteration begins, or begins once more. */
  void begins(int iteration) {
    begun = Math.max(begun, iteration);
  }

  /** The latest iteration that ever began. */
  int begun() {
    return begun;
  }

  /** Takes what comes again. */
  void reopen() {
    closed = null;
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

  void checkSet(SettingsRequest request) {
    refuseIfClosed("extend it once that is over, then set");
    if (request.settings().isEmpty()) {
      throw refused("nothing is to be set: name a setting, such as filter.k=0.6");
    }
    int next = begun + 1;
    if (spec.changesOrNone().size() >= MOST_CHANGES) {
      throw refused(
          "its settings changed in %d iterations already: fork it".formatted(MOST_CHANGES));
    }
    List<ChainRules.Violation> violations = new ArrayList<>();
    try {
      ChainSpec changed = Settable.apply(spec.at(next), request.settings());
      violations.addAll(ChainRules.check(changed));
      violations.addAll(ChainRules.checkAgainst(changed, classes(request)));
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
    if (!violations.isEmpty()) {
      throw refused(violations.getFirst().message());
    }
  }

  private int classes(SettingsRequest request) {
    int classes = board.classes();
    if (classes == 0 && request.settings().containsKey("filter.p")) {
      throw refused("it is being prepared, and its classes are not known: set filter.p later");
    }
    return classes == 0 ? Integer.MAX_VALUE : classes;
  }

  Steered set(SettingsRequest request) {
    int next = begun + 1;
    ChainSpec changed = spec.withChange(next, request.settings());
    boolean same = changed.at(next).equals(spec.at(next));
    if (!same) {
      spec = changed;
      books.changed();
    }
    return new Steered(!same, gate.paused(), spec.chain().iterations(), next);
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
