package org.histochain.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.uber.m3.tally.NoopScope;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.ServerBinary;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.worker.local.LocalStack;
import org.histochain.worker.local.Ports;
import org.histochain.worker.telemetry.Telemetry;
import org.histochain.workflows.chain.ChainProgress;
import org.histochain.workflows.chain.ChainResult;
import org.histochain.workflows.contract.FailureTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path state;
  private LocalStack stack;
  private Ports ports;
  private ConnectionSettings settings;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @BeforeEach
  void findServers() throws Exception {
    ServerBinary.find("temporal");
    ServerBinary.find("minio");
    ports = Ports.free();
    stack = new LocalStack(Map.of("XDG_STATE_HOME", state.toString()));
    settings = new ConnectionSettings("127.0.0.1:" + ports.temporal(), "default", null, null);
  }

  @AfterEach
  void stop() throws Exception {
    threads.shutdownNow();
    if (stack != null) {
      stack.down();
    }
  }

  @Test
  void waitsForServersThatStartLaterAndSaysSo() throws Exception {
    List<String> said = new CopyOnWriteArrayList<>();
    StoreLocation location =
        new StoreLocation(
            URI.create("s3://histochain"),
            URI.create("http://127.0.0.1:" + ports.minio()),
            "unknown",
            "unknown-yet",
            "us-east-1");
    Future<TemporalConnection> connected =
        threads.submit(() -> TemporalConnection.waitFor(settings, new NoopScope(), said::add));
    Future<ArtifactStore> stored =
        threads.submit(() -> StoreConnection.waitFor(location, said::add));
    await().atMost(PATIENCE).until(() -> said.size() == 2);
    assertThat(connected).isNotDone();

    stack.up(ports, line -> {});

    connected.get().close();
    assertThat(said)
        .hasSize(2)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("Waiting for Temporal")
                    .contains(settings.address())
                    .contains("histochain up"))
        .anySatisfy(line -> assertThat(line).startsWith("Waiting for the store"));
    // The store answers now, and does not know these keys: no use in waiting.
    assertThatThrownBy(stored::get).hasMessageContaining("AWS_ACCESS_KEY_ID");
  }

  @Test
  void aChainOutlivesAKilledTemporal() throws Exception {
    stack.up(ports, line -> {});
    StubSteps steps = new StubSteps();
    try (Telemetry telemetry = Telemetry.silent();
        TemporalConnection connection = TemporalConnection.open(settings);
        WorkerProcess worker = worker(connection, steps, telemetry)) {
      worker.start();
      ChainStarter starter = new ChainStarter(connection);
      starter.start("chain", StubSteps.spec(1));
      Future<ChainResult> result = threads.submit(() -> starter.await("chain"));
      steps.pretraining.await();
      Path pid = stack.folder().resolve("temporal.pid");
      long before = Long.parseLong(Files.readString(pid).strip());

      ProcessHandle.of(before).orElseThrow().destroyForcibly();
      steps.pretrain.countDown();

      assertThat(result.get().iterations()).isEqualTo(1);
      assertThat(Long.parseLong(Files.readString(pid).strip())).isNotEqualTo(before);
    }
  }

  @Test
  void showsWhatAChainDoesNow() throws Exception {
    stack.up(ports, line -> {});
    StubSteps steps = new StubSteps();
    try (Telemetry telemetry = Telemetry.silent();
        TemporalConnection connection = TemporalConnection.open(settings)) {
      ChainStarter starter = new ChainStarter(connection);
      assertThat(starter.live("chain")).isEmpty();
      starter.start("chain", StubSteps.spec(1));
      LiveChain waiting = starter.live("chain").orElseThrow();
      assertThat(waiting.state()).isEqualTo(LiveChain.State.RUNNING);
      assertThat(waiting.progress()).isNull();

      try (WorkerProcess worker = worker(connection, steps, telemetry)) {
        assertThat(worker.isPolling()).isFalse();
        worker.start();
        assertThat(worker.isPolling()).isTrue();
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(starter.live("chain").orElseThrow().steps())
                        .singleElement()
                        .satisfies(
                            step -> {
                              assertThat(step.activity()).isEqualTo("pretrain");
                              assertThat(step.running()).isTrue();
                              assertThat(step.progress()).isEqualTo(StubSteps.PROGRESS);
                            }));
        assertThat(starter.live("chain").orElseThrow().progress())
            .isNotNull()
            .extracting(ChainProgress::iteration)
            .isEqualTo(1);
        steps.pretrain.countDown();
        starter.await("chain");
        assertThat(starter.live("chain").orElseThrow().state())
            .isEqualTo(LiveChain.State.COMPLETED);
        assertThatThrownBy(() -> starter.start("chain", StubSteps.spec(1)))
            .isInstanceOf(ChainExistsException.class)
            .hasMessageContaining("chain");
      }
    }
  }

  @Test
  void trainsOneStepAtATime() throws Exception {
    stack.up(ports, line -> {});
    StubSteps steps = new StubSteps();
    try (Telemetry telemetry = Telemetry.silent();
        TemporalConnection connection = TemporalConnection.open(settings);
        WorkerProcess worker = worker(connection, steps, telemetry)) {
      worker.start();
      ChainStarter starter = new ChainStarter(connection);
      starter.start("first", StubSteps.spec(1));
      starter.start("second", StubSteps.spec(1));
      // Both chains are at their teacher or beyond: the slot is taken by one of them.
      steps.pretraining.await();
      CompletableFuture.runAsync(steps.pretrain::countDown).join();
      starter.await("first");
      starter.await("second");

      assertThat(steps.mostTrainings).hasValue(1);
    }
  }

  @Test
  void saysWhyAChainFailed() throws Exception {
    stack.up(ports, line -> {});
    StubSteps steps = StubSteps.prompt();
    steps.refuse = true;
    try (Telemetry telemetry = Telemetry.silent();
        TemporalConnection connection = TemporalConnection.open(settings);
        WorkerProcess worker = worker(connection, steps, telemetry)) {
      worker.start();
      ChainStarter starter = new ChainStarter(connection);
      starter.start("chain", StubSteps.spec(1));

      assertThatThrownBy(() -> starter.await("chain"))
          .isInstanceOfSatisfying(
              ChainFailedException.class,
              failure -> assertThat(failure.type()).isEqualTo(FailureTypes.INVALID_CHAIN))
          .hasMessageContaining("filter.k is 1");
    }
  }

  @Test
  void saysWhereItLookedForTemporal() throws Exception {
    assertThatThrownBy(() -> TemporalConnection.open(settings))
        .isInstanceOf(TemporalUnreachableException.class)
        .hasMessageContaining(settings.address())
        .hasMessageContaining("histochain up");

    stack.up(ports, line -> {});

    assertThatThrownBy(
            () ->
                TemporalConnection.open(
                    new ConnectionSettings(settings.address(), "nowhere", null, null)))
        .isInstanceOf(TemporalUnreachableException.class)
        .hasMessageContaining("no namespace nowhere");
  }

  private static WorkerProcess worker(
      TemporalConnection connection, StubSteps steps, Telemetry telemetry) {
    return new WorkerProcess(connection, steps.services(), EnumSet.allOf(Role.class), telemetry);
  }
}
