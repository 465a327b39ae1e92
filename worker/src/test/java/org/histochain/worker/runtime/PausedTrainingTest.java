package org.histochain.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.api.history.v1.HistoryEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.histochain.activities.artifact.ServerBinary;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.Summary;
import org.histochain.activities.service.StepServices;
import org.histochain.worker.telemetry.Telemetry;
import org.histochain.workflows.chain.ChainRequest;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.TrainingSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real training on a real server, paused and cancelled in its midst. */
@Timeout(300)
class PausedTrainingTest {
  private static final Logger log = LoggerFactory.getLogger(PausedTrainingTest.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
  private static final int UPDATES = 900;
  private static final String CHAIN = "paused";
  private static final String ITERATION = CHAIN + "/iteration-1";

  @TempDir Path folder;
  private final Updates updates = new Updates();

  @Test
  void pausedInTwoStepsAndCancelledInTheThirdItEndsWithTheSameModels() throws Exception {
    TinyChain calm = new TinyChain(Files.createDirectories(folder.resolve("calm")));
    List<String> expected = models(calm.run(CHAIN, spec(calm)));
    Path own = Files.createDirectories(folder.resolve("own"));
    TinyChain tiny = new TinyChain(own);
    ChainSpec spec = spec(tiny);
    StepServices services =
        StepServices.create(
            tiny.artifacts(),
            own.resolve("scratch"),
            CheckpointRhythm.EVERY_MINUTE,
            "test",
            updates);
    try (EmbeddedTemporal temporal =
            EmbeddedTemporal.start(
                folder.resolve("temporal"), Optional.of(ServerBinary.find("temporal")));
        WorkerProcess worker =
            new WorkerProcess(
                temporal.connection(), services, EnumSet.allOf(Role.class), Telemetry.silent())) {
      worker.start();
      ChainStarter starter = new ChainStarter(temporal.connection());
      ChainSteering steering = new ChainSteering(temporal.connection());
      starter.start(CHAIN, ChainRequest.of(spec));

      stop(tiny, temporal, "trainTeacher", CHAIN, () -> steering.pause(CHAIN));
      steering.resume(CHAIN);
      stop(tiny, temporal, "pretrain", ITERATION, () -> steering.pause(CHAIN));
      steering.resume(CHAIN);
      stop(tiny, temporal, "finetune", ITERATION, () -> steering.cancel(CHAIN));
      starter.restart(CHAIN, ChainRequest.of(spec));
      starter.await(CHAIN);
    }
    Summary summary = new ChainFolder(tiny.artifacts().store(), CHAIN).summary().orElseThrow();
    assertThat(models(summary)).isEqualTo(expected).doesNotHaveDuplicates().hasSize(3);
    assertThat(updates.all())
        .as("no update is made twice")
        .containsOnly(
            Map.entry("trainTeacher", UPDATES),
            Map.entry("pretrain", UPDATES),
            Map.entry("finetune", UPDATES));
    assertThat(tiny.artifacts().store().list("checkpoints/")).isEmpty();
  }

  private interface Command {
    void give() throws Exception;
  }

  /** Lets a step get going, stops it, and looks at what it leaves. */
  private void stop(
      TinyChain tiny, EmbeddedTemporal temporal, String step, String workflow, Command command)
      throws Exception {
    updates.slow(step);
    await().atMost(PATIENCE).until(() -> updates.of(step) >= 20);
    long stopped = stopped(temporal, workflow);
    long given = System.nanoTime();
    command.give();
    await().atMost(PATIENCE).until(() -> stopped(temporal, workflow) > stopped);
    Duration took = Duration.ofNanos(System.nanoTime() - given);
    int made = updates.of(step);
    log.info("{} stopped after update {}, {} after the command", step, made, took);
    updates.slow("");
    assertThat(took).as("from the command to the stop of %s", step).isLessThan(LONGEST_STOP);
    assertThat(made).isLessThan(UPDATES);
    assertThat(checkpoints(tiny))
        .as("the checkpoint that %s leaves, and no mark of its start", step)
        .singleElement()
        .asString()
        .endsWith("/%012d".formatted(made));
  }

  /** Counts the steps of a workflow that ended because they were told to. */
  private static long stopped(EmbeddedTemporal temporal, String workflow) {
    return temporal.client().fetchHistory(workflow).getEvents().stream()
        .filter(HistoryEvent::hasActivityTaskCanceledEventAttributes)
        .count();
  }

  private static List<String> checkpoints(TinyChain tiny) throws IOException {
    return tiny.artifacts().store().list("checkpoints/");
  }

  private static ChainSpec spec(TinyChain tiny) throws IOException {
    TrainingSpec training =
        new TrainingSpec(
            null, UPDATES, 16, 2e-3, 1e-3, "uniform", null, null, null, null, 0.9, null);
    return TinyChain.spec(tiny.dataset(), tiny.list(tiny.dataset()), "0.8", 1, training);
  }

  private static List<String> models(Summary summary) {
    return summary.stages().stream().map(Summary.Stage::modelSha256).toList();
  }

  /** Counts every update by the product's own counter, and makes one step as slow as large ones. */
  private static final class Updates extends SimpleMeterRegistry {
    private static final Duration OF_A_LARGE_NETWORK = Duration.ofMillis(10);

    private final Map<String, AtomicInteger> made = new ConcurrentHashMap<>();
    private volatile String slow = "";

    void slow(String step) {
      slow = step;
    }

    int of(String step) {
      AtomicInteger count = made.get(step);
      return count == null ? 0 : count.get();
    }

    Map<String, Integer> all() {
      Map<String, Integer> all = new ConcurrentHashMap<>();
      made.forEach((step, count) -> all.put(step, count.get()));
      return all;
    }

    @Override
    protected Counter newCounter(Meter.Id id) {
      Counter counter = super.newCounter(id);
      return id.getName().equals("histochain.trained")
          ? new Told(counter, String.valueOf(id.getTag("step")))
          : counter;
    }

    private void updated(String step) {
      made.computeIfAbsent(step, _ -> new AtomicInteger()).incrementAndGet();
      if (step.equals(slow)) {
        LockSupport.parkNanos(OF_A_LARGE_NETWORK.toNanos());
      }
    }

    private final class Told implements Counter {
      private final Counter counter;
      private final String step;

      private Told(Counter counter, String step) {
        this.counter = counter;
        this.step = step;
      }

      @Override
      public void increment(double amount) {
        counter.increment(amount);
        updated(step);
      }

      @Override
      public double count() {
        return counter.count();
      }

      @Override
      public Id getId() {
        return counter.getId();
      }
    }
  }
}
