package org.histochain.workflows.chain;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.histochain.workflows.contract.CpuActivities;
import org.histochain.workflows.contract.InferActivities;
import org.histochain.workflows.contract.StepTimeouts;
import org.histochain.workflows.contract.TaskQueues;
import org.histochain.workflows.contract.TrainActivities;
import org.histochain.workflows.contract.TrainRequest;
import org.histochain.workflows.contract.Trained;

/**
 * The steps as a workflow calls them: each on its queue, under its timeouts, with a summary that
 * Temporal's UI shows. Attempts are unlimited: a store or a worker that is away for a day costs a
 * day, not the chain.
 */
final class Steps {
  /** The last note of a chain must not outlive it for long. */
  private static final Duration LAST_NOTE = Duration.ofMinutes(2);

  private final StepTimeouts timeouts;
  private final StepBounds bounds;
  private final Gate gate;

  /**
   * @param timeouts of the steps
   * @param gate what each passes before it begins, save lastNote
   */
  Steps(StepTimeouts timeouts, Gate gate) {
    this.timeouts = timeouts;
    this.bounds = new StepBounds(timeouts);
    this.gate = gate;
  }

  /**
   * Trains; a pause stops it at a checkpoint, from which it goes on.
   *
   * @param table the table that is trained on
   * @param step the activity: {@code train -> train::pretrain}
   */
  Trained train(
      String summary,
      Work table,
      Functions.Func1<TrainActivities, Functions.Func1<TrainRequest, Trained>> step,
      TrainRequest request) {
    return new Interruption(gate)
        .run(
            () -> {
              Duration longest = bounds.training(request.training(), table);
              TrainActivities train =
                  Workflow.newActivityStub(
                      TrainActivities.class, options(TaskQueues.TRAIN, longest, summary));
              return Async.function(step.apply(train), request);
            });
  }

  InferActivities infer(String summary, Work work) {
    return Workflow.newActivityStub(
        InferActivities.class, options(TaskQueues.INFER, bounds.inference(work), summary));
  }

  CpuActivities cpu(String summary, Work work) {
    return Workflow.newActivityStub(
        CpuActivities.class, options(TaskQueues.CPU, bounds.reading(work), summary));
  }

  /** The report runs networks, on the queue of what else it does. */
  CpuActivities report(String summary, Work work) {
    return Workflow.newActivityStub(
        CpuActivities.class, options(TaskQueues.CPU, bounds.inference(work), summary));
  }

  /**
   * For what is written when a chain ends: given up after two minutes, whatever the store and
   * workers do.
   */
  CpuActivities lastNote(String summary) {
    return Workflow.newActivityStub(
        CpuActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.CPU)
            .setScheduleToCloseTimeout(LAST_NOTE)
            .setRetryOptions(StepRetries.UNLIMITED)
            .setSummary(summary)
            .build());
  }

  private ActivityOptions options(String queue, Duration longest, String summary) {
    gate.pass();
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setStartToCloseTimeout(longest)
        .setHeartbeatTimeout(timeouts.heartbeat())
        .setRetryOptions(StepRetries.UNLIMITED)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setSummary(summary)
        .build();
  }
}
