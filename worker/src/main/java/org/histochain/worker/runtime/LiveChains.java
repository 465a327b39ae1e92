package org.histochain.worker.runtime;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.PendingChildExecutionInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.QueryWorkflowRequest;
import io.temporal.api.workflowservice.v1.QueryWorkflowResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.common.converter.DataConverterException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.histochain.workflows.chain.ChainProgress;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at chains and their children without a worker's help, but for the progress query. */
final class LiveChains {
  private static final Logger LOG = LoggerFactory.getLogger(LiveChains.class);

  private static final long QUERY_PATIENCE_SECONDS = 3;

  private final WorkflowClient client;

  LiveChains(WorkflowClient client) {
    this.client = client;
  }

  Optional<LiveChain> describe(String id) {
    Optional<DescribeWorkflowExecutionResponse> described = description(id);
    return described.map(
        chain -> {
          WorkflowExecutionInfo info = chain.getWorkflowExecutionInfo();
          LiveChain.State state = state(info.getStatus());
          boolean running = state == LiveChain.State.RUNNING;
          List<LiveChain.Step> steps = new ArrayList<>();
          if (running) {
            collect(chain, steps);
          }
          return new LiveChain(
              state,
              info.getExecution().getRunId(),
              Instant.ofEpochSecond(
                  info.getStartTime().getSeconds(), info.getStartTime().getNanos()),
              running ? progress(id) : null,
              steps);
        });
  }

  private Optional<DescribeWorkflowExecutionResponse> description(String id) {
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

  private void collect(DescribeWorkflowExecutionResponse run, List<LiveChain.Step> steps) {
    for (PendingActivityInfo activity : run.getPendingActivitiesList()) {
      steps.add(
          new LiveChain.Step(
              activity.getActivityType().getName(),
              activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED,
              activity.getAttempt(),
              progress(activity),
              activity.hasLastFailure() ? activity.getLastFailure().getMessage() : null));
    }
    for (PendingChildExecutionInfo child : run.getPendingChildrenList()) {
      description(child.getWorkflowId()).ifPresent(next -> collect(next, steps));
    }
  }

  private @Nullable StepProgress progress(PendingActivityInfo activity) {
    if (activity.getHeartbeatDetails().getPayloadsCount() == 0) {
      return null;
    }
    Payload details = activity.getHeartbeatDetails().getPayloads(0);
    try {
      return client
          .getOptions()
          .getDataConverter()
          .fromPayload(details, StepProgress.class, StepProgress.class);
    } catch (DataConverterException e) {
      LOG.debug("Heartbeat details of {} are no progress", activity.getActivityId(), e);
      return null;
    }
  }

  /** Asks with a deadline of its own: the client's query is tried for a minute without a worker. */
  private @Nullable ChainProgress progress(String id) {
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
          .fromPayload(
              answer.getQueryResult().getPayloads(0), ChainProgress.class, ChainProgress.class);
    } catch (StatusRuntimeException e) {
      LOG.debug("No worker answers for {}", id, e);
      return null;
    }
  }

  private static LiveChain.State state(WorkflowExecutionStatus status) {
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
