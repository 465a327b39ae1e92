package org.histochain.worker.runtime;

import static java.util.Objects.requireNonNull;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.histochain.workflows.contract.TaskQueues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at who polls the task queues. A worker of the train or infer role alone does not poll while
 * a step keeps it busy.
 */
public final class WorkerSightings {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerSightings.class);
  private static final long DEADLINE_SECONDS = 3;

  /** A poll lasts a minute; Temporal itself names whoever polled in the last five. */
  private static final Duration FRESH = Duration.ofSeconds(90);

  private final WorkflowClient client;
  private final Clock clock;

  /**
   * @param clock the time that Temporal has too
   */
  public WorkerSightings(TemporalConnection connection, Clock clock) {
    this.client = requireNonNull(connection, "connection is null").client();
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** Returns who was seen, by identity; empty where the server cannot say or does not answer. */
  public Optional<List<SeenWorker>> look() {
    Map<String, Set<Role>> seen = new TreeMap<>();
    try {
      for (Role role : Role.values()) {
        for (PollerInfo poller : pollers(role)) {
          Instant last = Instant.ofEpochSecond(poller.getLastAccessTime().getSeconds());
          if (last.plus(FRESH).isAfter(clock.instant())) {
            seen.computeIfAbsent(poller.getIdentity(), _ -> EnumSet.noneOf(Role.class)).add(role);
          }
        }
      }
    } catch (StatusRuntimeException e) {
      LOG.debug("Nobody can say who polls", e);
      return Optional.empty();
    }
    return Optional.of(
        seen.entrySet().stream()
            .map(entry -> new SeenWorker(entry.getKey(), entry.getValue()))
            .toList());
  }

  private List<PollerInfo> pollers(Role role) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
        .describeTaskQueue(
            DescribeTaskQueueRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setTaskQueue(TaskQueue.newBuilder().setName(queue(role)))
                .setTaskQueueType(type(role))
                .build())
        .getPollersList();
  }

  private static String queue(Role role) {
    return switch (role) {
      case WORKFLOW -> TaskQueues.WORKFLOW;
      case TRAIN -> TaskQueues.TRAIN;
      case INFER -> TaskQueues.INFER;
      case CPU -> TaskQueues.CPU;
    };
  }

  private static TaskQueueType type(Role role) {
    return role == Role.WORKFLOW
        ? TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
        : TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY;
  }
}
