package org.histochain.workflows.chain;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.List;
import org.histochain.workflows.contract.ChainRules;
import org.histochain.workflows.contract.FailRequest;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.StateRequest;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.StepProgress;
import org.histochain.workflows.contract.StepTimeouts;
import org.jspecify.annotations.Nullable;

/** Runs a chain to its report, or writes down why there is none. */
public final class ChainWorkflowImpl implements ChainWorkflow {
  private final ChainRequest request;
  private final ChainBoard board;
  private final Bookkeeper books;
  private final Gate gate;
  private final Steering steering;
  private final Healing healing = new Healing();

  @WorkflowInit
  public ChainWorkflowImpl(ChainRequest request) {
    this.request = request;
    this.board = new ChainBoard(request);
    this.books = new Bookkeeper(new Steps(request.timeouts(), new Gate()), this::asked);
    this.gate = new Gate(books::settled);
    this.steering = new Steering(request.spec(), begun(request), gate, books, board);
  }

  @Override
  public ChainResult run(ChainRequest same) {
    refuseUnsoundStart();
    books.open();
    ChainCarried carried = request.carried();
    while (true) {
      try {
        return toReport(carried);
      } catch (TemporalFailure e) {
        if (isCancelled() || !healing.heals(ChainFailure.of(e))) {
          throw ended(e);
        }
        carried = null;
        steering.reopen();
        board.note("Steps are gone through once more: " + ChainFailure.of(e).message());
      }
    }
  }

  private static boolean isCancelled() {
    return CancellationScope.current().isCancelRequested();
  }

  private static int begun(ChainRequest request) {
    ChainCarried carried = request.carried();
    int done = carried == null ? 0 : carried.iterationsDone();
    return request.begun() == null ? done : Math.max(done, request.begun());
  }

  /** Writes down that there is no report, and why; returns what the workflow ends with. */
  private TemporalFailure ended(TemporalFailure e) {
    boolean cancelled = isCancelled();
    ChainFailure failure = cancelled ? ChainFailure.cancelled() : ChainFailure.of(e);
    steering.close("has ended");
    board.end(cancelled ? "cancelled" : "failed", failure.message());
    books.close();
    writeDown(failure);
    return cancelled ? e : failure.asFailure(e);
  }

  @Override
  public ChainProgress progress() {
    return board.progress();
  }

  @Override
  public Steered pause() {
    return steering.pause();
  }

  @Override
  public void checkPause() {
    steering.checkPause();
  }

  @Override
  public Steered resume() {
    return steering.resume();
  }

  @Override
  public Steered extend(int iterations) {
    return steering.extend(iterations);
  }

  @Override
  public void checkExtend(int iterations) {
    steering.checkExtend(iterations);
  }

  @Override
  public Steered set(SettingsRequest asked) {
    return steering.set(asked);
  }

  @Override
  public void checkSet(SettingsRequest asked) {
    steering.checkSet(asked);
  }

  @Override
  public void stepProgress(StepProgress progress) {
    steering.show(progress);
  }

  private ChainResult toReport(@Nullable ChainCarried carried) {
    Chain chain = new Chain(request.timeouts(), steering, gate, books, board, healing.times());
    ChainCarried state = carried == null ? chain.begin() : carried;
    // Nothing may yield between the gate and what follows it: an update that comes later would be
    // lost by continue-as-new, or by a report that knows nothing of it.
    gate.pass();
    while (!chain.isOver(state)) {
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.continueAsNew(
            new ChainRequest(
                steering.spec(),
                state,
                request.timeouts(),
                request.searchable(),
                steering.begun(),
                request.testShut()));
      }
      // What an older version carried over may lack the best model: finished steps are found again.
      state = chain.knowsTeachers(state) ? chain.iterate(state) : chain.begin();
      gate.pass();
    }
    if (Boolean.TRUE.equals(request.testShut())) {
      steering.close("has ended");
      return chain.endWithTestShut(state);
    }
    steering.close("makes its report");
    return chain.report(state);
  }

  private StateRequest asked() {
    return new StateRequest(context(), steering.spec(), gate.paused(), board.note());
  }

  private StepContext context() {
    return new StepContext(Workflow.getInfo().getWorkflowId(), board.progress().iteration());
  }

  /** What would keep even the failure from being written down, or stall the server. */
  private void refuseUnsoundStart() {
    List<ChainRules.Violation> violations = ChainRules.checkId(Workflow.getInfo().getWorkflowId());
    if (!violations.isEmpty()) {
      throw ApplicationFailure.newNonRetryableFailure(
          violations.getFirst().message(), FailureTypes.INVALID_CHAIN);
    }
    StepTimeouts timeouts = request.timeouts();
    if (!timeouts.heartbeat().isPositive()
        || !isPositive(timeouts.training())
        || !isPositive(timeouts.other())) {
      throw ApplicationFailure.newNonRetryableFailure(
          "timeouts is " + timeouts + ": write durations above zero, or leave them out",
          FailureTypes.INVALID_CHAIN);
    }
  }

  private static boolean isPositive(@Nullable Duration limit) {
    return limit == null || limit.isPositive();
  }

  private void writeDown(ChainFailure failure) {
    StepContext context = context();
    Steps steps = new Steps(request.timeouts(), gate);
    CancellationScope evenIfCancelled =
        Workflow.newDetachedCancellationScope(
            () -> {
              try {
                steps
                    .lastNote("record the end: " + failure.type())
                    .recordFailure(new FailRequest(context, failure.type(), failure.message()));
              } catch (ActivityFailure e) {
                Workflow.getLogger(ChainWorkflowImpl.class)
                    .warn("The store does not know that the chain ended: {}", failure.message(), e);
              }
            });
    evenIfCancelled.run();
  }
}
