package org.histochain.worker.runtime;

import static java.util.Objects.requireNonNull;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.workflow.v1.PendingChildExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.QueryWorkflowRequest;
import io.temporal.api.workflowservice.v1.QueryWorkflowResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at workflows, and ends them, without a worker's help but for the progress query. */
final class LiveWorkflows {
  private static final Logger LOG = LoggerFactory.getLogger(LiveWorkflows.class);

  private static final long QUERY_PATIENCE_SECONDS = 3;

  private final WorkflowClient client;

  LiveWorkflows(WorkflowClient client) {
    this.client = requireNonNull(client, "client is null");
  }

  /** Returns how the latest run of a workflow stands; empty if Temporal knows none of that id. */
  Optional<LiveChain.State> state(String id) {
    return description(id).map(run -> state(run.getWorkflowExecutionInfo().getStatus()));
  }

  /** Returns what Temporal tells of a workflow; empty if it knows none of that id. */
  Optional<DescribeWorkflowExecutionResponse> description(String id) {
    try {
      return Optional.of(client.newUntypedWorkflowStub(id).describe().getRawDescription());
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Asks with a deadline of its own: the client's query is tried for a minute without a worker. */
  <T> @Nullable T progress(String id, Class<T> type) {
    try {
      QueryWorkflowResponse answer =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .withDeadlineAfter(QUERY_PATIENCE_SECONDS, TimeUnit.SECONDS)
              .queryWorkflow(
                  QueryWorkflowRequest.newBuilder()
                      .setNamespace(client.getOptions().getNamespace())
                      .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                      .setQuery(WorkflowQuery.newBuilder().setQueryType("progress"))
                      .build());
      return client
          .getOptions()
          .getDataConverter()
          .fromPayload(answer.getQueryResult().getPayloads(0), type, type);
    } catch (StatusRuntimeException e) {
      LOG.debug("No worker answers for {}", id, e);
      return null;
    }
  }

  /** Terminates a workflow that is open, with its children. */
  void end(String id) {
    WorkflowStub run = client.newUntypedWorkflowStub(id);
    try {
      List<PendingChildExecutionInfo> children =
          run.describe().getRawDescription().getPendingChildrenList();
      run.terminate("started again");
      children.forEach(child -> end(child.getWorkflowId()));
    } catch (WorkflowNotFoundException e) {
      LOG.debug("No open run of {}", id);
    }
  }

  static LiveChain.State state(WorkflowExecutionStatus status) {
    return switch (status) {
      case WORKFLOW_EXECUTION_STATUS_COMPLETED -> LiveChain.State.COMPLETED;
      case WORKFLOW_EXECUTION_STATUS_FAILED -> LiveChain.State.FAILED;
      case WORKFLOW_EXECUTION_STATUS_CANCELED -> LiveChain.State.CANCELLED;
      case WORKFLOW_EXECUTION_STATUS_TERMINATED -> LiveChain.State.TERMINATED;
      case WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> LiveChain.State.TIMED_OUT;
      case WORKFLOW_EXECUTION_STATUS_RUNNING,
          WORKFLOW_EXECUTION_STATUS_PAUSED,
          WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW,
          WORKFLOW_EXECUTION_STATUS_UNSPECIFIED,
          UNRECOGNIZED ->
          LiveChain.State.RUNNING;
    };
  }
}
