package org.histochain.workflows.chain;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import org.histochain.workflows.contract.AuditActivities;
import org.histochain.workflows.contract.DataConverters;
import org.histochain.workflows.contract.ExperimentActivities;
import org.histochain.workflows.contract.InferActivities;
import org.histochain.workflows.contract.TaskQueues;
import org.histochain.workflows.contract.TrainActivities;
import org.histochain.workflows.experiment.ExperimentWorkflows;

/** An in-process Temporal that skips time, with a worker on each of the four queues. */
public final class ChainHarness implements AutoCloseable {
  final TestWorkflowEnvironment temporal;

  ChainHarness(StubSteps steps) {
    this(steps.train(), steps.infer(), steps.cpu());
  }

  /** Takes an experiment's own activities too, which choose among chains of {@code steps}. */
  public ChainHarness(StubSteps steps, ExperimentActivities experiment, AuditActivities audits) {
    this(steps.train(), List.of(steps.infer(), audits), steps.cpu(), experiment);
  }

  ChainHarness(TrainActivities train, InferActivities infer, Object... cpu) {
    this(train, List.of(infer), cpu);
  }

  private ChainHarness(TrainActivities train, List<Object> infer, Object... cpu) {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setDataConverter(DataConverters.guarded())
                    .build())
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(50).build());
    ChainSearchAttributes.all()
        .forEach(key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    Worker workflows = worker(TaskQueues.WORKFLOW);
    ChainWorkflows.register(workflows);
    ExperimentWorkflows.register(workflows);
    worker(TaskQueues.TRAIN).registerActivitiesImplementations(train);
    worker(TaskQueues.INFER).registerActivitiesImplementations(infer.toArray());
    worker(TaskQueues.CPU).registerActivitiesImplementations(cpu);
    temporal.start();
  }

  private Worker worker(String queue) {
    // A loaded machine may keep workflow code waiting for longer than the second allowed by
    // default.
    return temporal.newWorker(
        queue,
        WorkerOptions.newBuilder()
            .setDefaultDeadlockDetectionTimeout(60_000)
            .setMaxHeartbeatThrottleInterval(Duration.ofMillis(50))
            .build());
  }

  ChainWorkflow chain(String id) {
    return temporal.getWorkflowClient().newWorkflowStub(ChainWorkflow.class, options(id));
  }

  /** Returns a stub of a chain that was started already. */
  ChainWorkflow existing(String id) {
    return temporal.getWorkflowClient().newWorkflowStub(ChainWorkflow.class, id);
  }

  /** Returns the client, for other workflows than chains. */
  public WorkflowClient client() {
    return temporal.getWorkflowClient();
  }

  /** Returns a worker of the workflows, for histories to be replayed by. */
  public Worker replayer() {
    return temporal.getWorkerFactory().getWorker(TaskQueues.WORKFLOW);
  }

  /** Waits for a chain that was started already. */
  ChainResult result(String id) {
    return temporal.getWorkflowClient().newUntypedWorkflowStub(id).getResult(ChainResult.class);
  }

  WorkflowStub untyped(String id) {
    return temporal.getWorkflowClient().newUntypedWorkflowStub("Chain", options(id));
  }

  private static WorkflowOptions options(String id) {
    return WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(TaskQueues.WORKFLOW).build();
  }

  @Override
  public void close() {
    temporal.close();
  }
}
