package org.histochain.workflows.chain;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import org.histochain.workflows.contract.ChainRules;
import org.histochain.workflows.contract.FailRequest;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.StepTimeouts;

/** Runs a chain to its report, or writes down why there is none. */
public final class ChainWorkflowImpl implements ChainWorkflow {
  private final ChainRequest request;
  private final Steps steps;
  private final ChainBoard board;

  @WorkflowInit
  public ChainWorkflowImpl(ChainRequest request) {
    this.request = request;
    this.steps = new Steps(request.timeouts());
    this.board = new ChainBoard(request.spec());
  }

  @Override
  public ChainResult run(ChainRequest same) {
    refuseUnsoundStart();
    try {
      return toReport();
    } catch (TemporalFailure e) {
      boolean cancelled = CancellationScope.current().isCancelRequested();
      ChainFailure failure = cancelled ? ChainFailure.cancelled() : ChainFailure.of(e);
      board.end(cancelled ? "cancelled" : "failed", failure.message());
      writeDown(failure);
      throw cancelled ? e : failure.asFailure(e);
    }
  }

  @Override
  public ChainProgress progress() {
    return board.progress();
  }

  private ChainResult toReport() {
    Chain chain = new Chain(request, steps, board);
    ChainCarried state = request.carried() == null ? chain.begin() : request.carried();
    while (!chain.isOver(state)) {
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.continueAsNew(new ChainRequest(request.spec(), state, request.timeouts()));
      }
      state = chain.iterate(state);
    }
    return chain.report(state);
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
        || !timeouts.training().isPositive()
        || !timeouts.other().isPositive()) {
      throw ApplicationFailure.newNonRetryableFailure(
          "timeouts is " + timeouts + ": write durations above zero, or leave them out",
          FailureTypes.INVALID_CHAIN);
    }
  }

  private void writeDown(ChainFailure failure) {
    StepContext context =
        new StepContext(Workflow.getInfo().getWorkflowId(), board.progress().iteration());
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
