package org.histochain.worker.runtime;

import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.PendingChildExecutionInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverterException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.histochain.workflows.chain.ChainProgress;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at chains and their children without a worker's help, but for the progress query. */
final class LiveChains {
  private static final Logger LOG = LoggerFactory.getLogger(LiveChains.class);

  private final WorkflowClient client;
  private final LiveWorkflows workflows;

  LiveChains(WorkflowClient client) {
    this.client = client;
    this.workflows = new LiveWorkflows(client);
  }

  Optional<LiveChain> describe(String id) {
    Optional<DescribeWorkflowExecutionResponse> described = workflows.description(id);
    return described.map(
        chain -> {
          WorkflowExecutionInfo info = chain.getWorkflowExecutionInfo();
          LiveChain.State state = LiveWorkflows.state(info.getStatus());
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
              running ? workflows.progress(id, ChainProgress.class) : null,
              steps);
        });
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
      workflows.description(child.getWorkflowId()).ifPresent(next -> collect(next, steps));
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
}
