package org.histochain.worker.runtime;

import static java.util.Objects.requireNonNull;

import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.histochain.workflows.contract.TaskQueues;
import org.histochain.workflows.experiment.ExperimentProgress;
import org.histochain.workflows.experiment.ExperimentRequest;
import org.histochain.workflows.experiment.ExperimentWorkflow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts experiments and looks at them. */
public final class ExperimentStarter {
  private static final Logger LOG = LoggerFactory.getLogger(ExperimentStarter.class);

  private static final long RESULT_PATIENCE_SECONDS = 3;

  private final TemporalConnection connection;
  private final LiveWorkflows live;

  public ExperimentStarter(TemporalConnection connection) {
    this.connection = requireNonNull(connection, "connection is null");
    this.live = new LiveWorkflows(connection.client());
  }

  /**
   * Starts an experiment, again if it has run before: a run that is still open is ended first, with
   * its chains, whose finished steps are in the store.
   *
   * @param summary one line for Temporal's list of workflows
   */
  public void restart(String id, ExperimentRequest request, String summary) {
    live.end(id);
    ExperimentWorkflow experiment =
        connection
            .client()
            .newWorkflowStub(
                ExperimentWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(id)
                    .setTaskQueue(TaskQueues.WORKFLOW)
                    .setWorkflowIdReusePolicy(
                        WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                    .setStaticSummary(summary)
                    .build());
    boolean searchable = connection.ensureSearchAttributes(LOG::warn);
    try {
      WorkflowClient.start(experiment::run, searchable ? request : request.unsearchable());
    } catch (WorkflowExecutionAlreadyStarted e) {
      LOG.info("Another process has started experiment {} meanwhile", id);
    }
  }

  /** Starts an experiment unless it runs already. */
  public void begin(String id, ExperimentRequest request, String summary) {
    if (live.state(id).filter(LiveChain.State.RUNNING::equals).isEmpty()) {
      restart(id, request, summary);
    }
  }

  /** Returns what Temporal knows of an experiment; empty if it knows none of that id. */
  public Optional<LiveExperiment> live(String id) {
    return live.state(id)
        .map(
            state ->
                new LiveExperiment(
                    state,
                    state == LiveChain.State.RUNNING
                        ? live.progress(id, ExperimentProgress.class)
                        : null,
                    state == LiveChain.State.FAILED ? reason(id) : null));
  }

  /** What went wrong lies under layers that only say where. */
  private @Nullable String reason(String id) {
    try {
      connection
          .client()
          .newUntypedWorkflowStub(id)
          .getResult(RESULT_PATIENCE_SECONDS, TimeUnit.SECONDS, Object.class);
    } catch (WorkflowFailedException failed) {
      for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
        if (cause instanceof ApplicationFailure application) {
          return application.getOriginalMessage();
        }
      }
    } catch (TimeoutException startedAgain) {
      LOG.debug("Experiment {} was started again meanwhile", id, startedAgain);
    }
    return null;
  }
}
