package org.histochain.worker.runtime;

import static java.util.Objects.requireNonNull;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.Optional;
import org.histochain.workflows.chain.ChainRequest;
import org.histochain.workflows.chain.ChainResult;
import org.histochain.workflows.chain.ChainWorkflow;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.TaskQueues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts chains, waits for them and looks at them. */
public final class ChainStarter {
  private static final Logger LOG = LoggerFactory.getLogger(ChainStarter.class);

  private final TemporalConnection connection;
  private final WorkflowClient client;

  public ChainStarter(TemporalConnection connection) {
    this.connection = requireNonNull(connection, "connection is null");
    this.client = connection.client();
  }

  /**
   * Starts a new chain.
   *
   * @param id the chain's id
   * @throws ChainExistsException if Temporal knows a chain of that id, be it closed
   */
  public void start(String id, ChainSpec spec) throws ChainExistsException {
    start(id, ChainRequest.of(spec));
  }

  /** Starts a new chain with timeouts of its own. */
  public void start(String id, ChainRequest request) throws ChainExistsException {
    launch(id, request, WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE);
  }

  /**
   * Starts a chain again under its id. A run of it that is still open is ended first, with its
   * children: its steps are in the store, and one that a lost worker held would wait for its
   * heartbeat to time out.
   */
  public void restart(String id, ChainRequest request) throws ChainExistsException {
    new LiveWorkflows(client).end(id);
    launch(id, request, WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE);
  }

  /**
   * Waits until a chain ends; a server that is away meanwhile is waited for.
   *
   * @throws ChainFailedException if it ended without a result
   */
  public ChainResult await(String id) throws ChainFailedException, InterruptedException {
    Waiting waiting = new Waiting(LOG::warn);
    while (true) {
      try {
        return client.newUntypedWorkflowStub(id).getResult(ChainResult.class);
      } catch (WorkflowFailedException e) {
        throw failed(id, e);
      } catch (StatusRuntimeException e) {
        pause(waiting, e, e);
      } catch (WorkflowServiceException e) {
        if (!(e.getCause() instanceof StatusRuntimeException status)) {
          throw e;
        }
        pause(waiting, status, e);
      }
    }
  }

  /** Returns what Temporal knows of a chain; empty if it knows none of that id. */
  public Optional<LiveChain> live(String id) {
    return new LiveChains(client).describe(id);
  }

  private static void pause(Waiting waiting, StatusRuntimeException status, RuntimeException fault)
      throws InterruptedException {
    Status.Code code = status.getStatus().getCode();
    if (code != Status.Code.UNAVAILABLE && code != Status.Code.DEADLINE_EXCEEDED) {
      throw fault;
    }
    waiting.pause("Temporal does not answer (%s): waiting for it".formatted(code));
  }

  private void launch(String id, ChainRequest request, WorkflowIdReusePolicy reuse)
      throws ChainExistsException {
    ChainWorkflow chain =
        client.newWorkflowStub(
            ChainWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(TaskQueues.WORKFLOW)
                .setWorkflowIdReusePolicy(reuse)
                .setStaticSummary(StaticDetails.summary(request.spec()))
                .setStaticDetails(StaticDetails.table(request.spec()))
                .build());
    boolean searchable = connection.ensureSearchAttributes(LOG::warn);
    try {
      WorkflowClient.start(chain::run, searchable ? request : request.unsearchable());
    } catch (WorkflowExecutionAlreadyStarted e) {
      throw new ChainExistsException(id, e);
    }
  }

  private static ChainFailedException failed(String id, WorkflowFailedException fault) {
    Throwable cause = fault.getCause();
    while (cause != null
        && cause.getCause() != null
        && !(cause instanceof ApplicationFailure || cause instanceof TimeoutFailure)) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case ApplicationFailure application ->
          new ChainFailedException(application.getType(), application.getOriginalMessage(), fault);
      case CanceledFailure cancelled ->
          new ChainFailedException("Cancelled", "the chain %s was cancelled".formatted(id), fault);
      case TerminatedFailure terminated ->
          new ChainFailedException(
              "Terminated", "the chain %s was terminated".formatted(id), fault);
      case TimeoutFailure timeout ->
          new ChainFailedException("TimedOut", "the chain %s timed out".formatted(id), fault);
      case null, default ->
          new ChainFailedException("Failed", "the chain %s failed: %s".formatted(id, cause), fault);
    };
  }
}
