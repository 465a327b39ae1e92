package org.histochain.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.activity.Activity;
import io.temporal.api.history.v1.HistoryEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.histochain.activities.artifact.ServerBinary;
import org.histochain.activities.service.StepServices;
import org.histochain.worker.telemetry.Telemetry;
import org.histochain.workflows.chain.ChainRequest;
import org.histochain.workflows.contract.StepTimeouts;
import org.histochain.workflows.contract.TrainActivities;
import org.histochain.workflows.contract.TrainRequest;
import org.histochain.workflows.contract.Trained;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real server makes of a training step that is to stop for a pause. */
@Timeout(120)
class InterruptedStepTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ITERATION = "/iteration-1";

  @TempDir private static Path folder;
  private static EmbeddedTemporal temporal;
  private static ChainStarter starter;
  private static ChainSteering steering;

  @BeforeAll
  static void startTemporal() throws Exception {
    temporal = EmbeddedTemporal.start(folder, Optional.of(ServerBinary.find("temporal")));
    starter = new ChainStarter(temporal.connection());
    steering = new ChainSteering(temporal.connection());
  }

  @AfterAll
  static void stopTemporal() throws Exception {
    if (temporal != null) {
      temporal.close();
    }
  }

  /** How the first attempt at pretraining ends; each later one ends well. */
  private interface End {
    Trained of(TrainRequest request) throws Exception;
  }

  private static final class Training implements TrainActivities {
    private final TrainActivities prompt = StubSteps.prompt();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicInteger attempts = new AtomicInteger();
    private final End first;

    private Training(End first) {
      this.first = first;
    }

    @Override
    public Trained trainTeacher(TrainRequest request) {
      return prompt.trainTeacher(request);
    }

    @Override
    public Trained pretrain(TrainRequest request) {
      if (attempts.incrementAndGet() > 1) {
        return prompt.finetune(request);
      }
      begun.countDown();
      try {
        return first.of(request);
      } catch (Exception e) {
        throw Activity.wrap(e);
      }
    }

    @Override
    public Trained finetune(TrainRequest request) {
      return prompt.finetune(request);
    }
  }

  @Test
  void aStepThatNoWorkerHasTakenIsTakenBackAtOnce() throws Exception {
    StubSteps steps = StubSteps.prompt();
    try (WorkerProcess others = worker(steps.services(), EnumSet.of(Role.WORKFLOW, Role.CPU))) {
      starter.start("queued", StubSteps.spec(1));
      await()
          .atMost(PATIENCE)
          .until(() -> has("queued", HistoryEvent::hasActivityTaskScheduledEventAttributes, 2));
      steering.pause("queued");
      await()
          .atMost(PATIENCE)
          .until(() -> has("queued", HistoryEvent::hasActivityTaskCanceledEventAttributes, 1));
      assertThat(starter.live("queued").orElseThrow().steps()).isEmpty();

      try (WorkerProcess trainer = worker(steps.services(), EnumSet.of(Role.TRAIN, Role.INFER))) {
        steering.resume("queued");
        assertThat(starter.await("queued").iterations()).isEqualTo(1);
        assertThat(trainer.isPolling()).isTrue();
      }
      assertThat(others.isPolling()).isTrue();
    }
  }

  @Test
  void aStepWhoseWorkerIsDeadEndsWithItsHeartbeat() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Training training =
        new Training(
            request -> {
              never.await(2, TimeUnit.MINUTES);
              throw new IllegalStateException("nobody hears of this attempt");
            });
    pausedAndResumed(
        "dead", training, HistoryEvent::hasActivityTaskTimedOutEventAttributes, never::countDown);
  }

  @Test
  void aStepThatFailsWhileItIsToldToStopBeginsAgain() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    Training training =
        new Training(
            request -> {
              told.await();
              throw new IllegalStateException("the store is away");
            });
    try (WorkerProcess worker = worker(services(training), EnumSet.allOf(Role.class))) {
      starter.start("failing", StubSteps.spec(1));
      training.begun.await();
      steering.pause("failing");
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  has(
                      "failing" + ITERATION,
                      HistoryEvent::hasActivityTaskCancelRequestedEventAttributes,
                      1));
      told.countDown();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  has(
                      "failing" + ITERATION,
                      HistoryEvent::hasActivityTaskFailedEventAttributes,
                      1));
      steering.resume("failing");
      assertThat(starter.await("failing").iterations()).isEqualTo(1);
      assertThat(training.attempts).hasValue(2);
      assertThat(worker.isPolling()).isTrue();
    }
  }

  private static void pausedAndResumed(
      String id, Training training, Predicate<HistoryEvent> end, Runnable after) throws Exception {
    try (WorkerProcess worker = worker(services(training), EnumSet.allOf(Role.class))) {
      StepTimeouts brisk = new StepTimeouts(Duration.ofSeconds(2), null, null);
      starter.start(id, new ChainRequest(StubSteps.spec(1), null, brisk));
      training.begun.await();
      steering.pause(id);
      await().atMost(PATIENCE).until(() -> has(id + ITERATION, end, 1));
      after.run();
      steering.resume(id);
      assertThat(starter.await(id).iterations()).isEqualTo(1);
      assertThat(training.attempts).hasValue(2);
      assertThat(worker.isPolling()).isTrue();
    }
  }

  private static StepServices services(TrainActivities training) {
    StepServices others = StubSteps.prompt().services();
    return new StepServices(List.of(training), others.infer(), others.cpu(), others.running());
  }

  private static WorkerProcess worker(StepServices services, Set<Role> roles) throws Exception {
    WorkerProcess worker =
        new WorkerProcess(temporal.connection(), services, roles, Telemetry.silent());
    worker.start();
    return worker;
  }

  private static boolean has(String id, Predicate<HistoryEvent> kind, int times) {
    return temporal.client().fetchHistory(id).getEvents().stream().filter(kind).count() >= times;
  }
}
