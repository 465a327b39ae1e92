package org.histochain.worker.runtime;

import static java.util.Objects.requireNonNull;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.histochain.activities.service.StepServices;
import org.histochain.worker.telemetry.Telemetry;
import org.histochain.workflows.chain.ChainWorkflows;
import org.histochain.workflows.contract.TaskQueues;
import org.histochain.workflows.experiment.ExperimentWorkflows;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The worker of this process: polls the task queues of its roles. */
public final class WorkerProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  /** Heartbeats carry progress: late ones would show an old one, and send a retry back to it. */
  private static final Duration HEARTBEAT_THROTTLE = Duration.ofSeconds(5);

  /** Steps stop between two updates, so that no native call is cut off. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  /** Training takes every core: workflow code may wait for one longer than the usual second. */
  private static final WorkerOptions UNHURRIED =
      WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(30_000).build();

  private final TemporalConnection connection;
  private final StepServices services;
  private final Set<Role> roles;
  private final @Nullable DeploymentVersion version;
  private volatile @Nullable WorkerFactory factory;

  /** A worker without a version, which serves every chain. */
  public WorkerProcess(
      TemporalConnection connection, StepServices services, Set<Role> roles, Telemetry telemetry) {
    this(connection, services, roles, telemetry, null);
  }

  /**
   * @param version the version of a deployment that it belongs to; null: none
   */
  public WorkerProcess(
      TemporalConnection connection,
      StepServices services,
      Set<Role> roles,
      Telemetry telemetry,
      @Nullable DeploymentVersion version) {
    this.connection = requireNonNull(connection, "connection is null");
    this.services = requireNonNull(services, "services is null");
    this.roles = Set.copyOf(roles);
    this.version = version;
    telemetry.readyWhen(this::isPolling);
    telemetry.liveUnless(services.running()::hung);
  }

  /** Starts polling; a server that is away meanwhile is waited for. */
  public void start() throws InterruptedException {
    Waiting waiting = new Waiting(LOG::warn);
    while (true) {
      WorkerFactory started = newFactory();
      try {
        started.start();
        factory = started;
        LOG.info("Polling as {}", roles);
        return;
      } catch (StatusRuntimeException e) {
        started.shutdownNow();
        Status.Code code = e.getStatus().getCode();
        if (code != Status.Code.UNAVAILABLE && code != Status.Code.DEADLINE_EXCEEDED) {
          throw e;
        }
        waiting.pause("Waiting for Temporal to answer (%s)".formatted(code));
      }
    }
  }

  /** Whether the queues are polled. */
  public boolean isPolling() {
    WorkerFactory current = factory;
    return current != null && current.isStarted() && !current.isShutdown();
  }

  /** Waits until the worker is closed. */
  public void awaitTermination() {
    WorkerFactory current = factory;
    while (current != null && !current.isTerminated()) {
      current.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  /** Takes no more work, lets running steps come to a stop, and ends. */
  @Override
  public void close() {
    WorkerFactory current = factory;
    if (current == null) {
      return;
    }
    current.shutdown();
    current.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    if (!current.isTerminated()) {
      LOG.warn("A step has not stopped within {} s and is given up", GRACE.toSeconds());
      current.shutdownNow();
      current.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private WorkerFactory newFactory() {
    WorkerFactory created = WorkerFactory.newInstance(connection.client());
    for (Role role : roles) {
      switch (role) {
        case WORKFLOW ->
            registerWorkflows(
                created.newWorker(
                    TaskQueues.WORKFLOW, versioned(WorkerOptions.newBuilder(UNHURRIED))));
        case TRAIN -> register(created, TaskQueues.TRAIN, 1, services.train());
        case INFER -> register(created, TaskQueues.INFER, 1, services.infer());
        case CPU -> register(created, TaskQueues.CPU, 2, services.cpu());
      }
    }
    return created;
  }

  private static void registerWorkflows(Worker worker) {
    ChainWorkflows.register(worker);
    ExperimentWorkflows.register(worker);
  }

  private void register(
      WorkerFactory factory, String queue, int slots, List<Object> implementations) {
    Worker worker =
        factory.newWorker(
            queue,
            versioned(
                WorkerOptions.newBuilder()
                    .setMaxConcurrentActivityExecutionSize(slots)
                    .setMaxConcurrentActivityTaskPollers(slots)
                    .setMaxHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
                    .setDefaultHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)));
    worker.registerActivitiesImplementations(implementations.toArray());
  }

  private WorkerOptions versioned(WorkerOptions.Builder options) {
    return version == null
        ? options.build()
        : options.setDeploymentOptions(version.options()).build();
  }
}
