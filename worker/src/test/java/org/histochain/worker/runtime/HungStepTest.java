package org.histochain.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.ForwardingStore;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.activities.service.StepServices;
import org.histochain.worker.telemetry.Telemetry;
import org.histochain.workflows.chain.ChainRequest;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.StepTimeouts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A call that never returns, in a process that lives and answers. */
@Timeout(120)
class HungStepTest {
  private static final StepTimeouts QUICK =
      new StepTimeouts(Duration.ofSeconds(1), Duration.ofDays(1), Duration.ofDays(1));

  @TempDir Path folder;

  /** Once armed, the next file that is put never arrives. */
  private static final class HangingStore extends ForwardingStore {
    private final AtomicBoolean armed = new AtomicBoolean(true);
    private final CountDownLatch released;

    private HangingStore(ArtifactStore store, CountDownLatch released) {
      super(store);
      this.released = released;
    }

    @Override
    public void put(String path, Path file) throws IOException {
      if (armed.getAndSet(false)) {
        try {
          released.await();
        } catch (InterruptedException e) {
          throw new InterruptedIOException("the worker ends");
        }
      }
      super.put(path, file);
    }
  }

  @Test
  void anotherWorkerTakesItsStepAndItsProcessIsNoLongerLive() throws Exception {
    TinyChain tiny = new TinyChain(folder);
    DatasetRef dataset = tiny.dataset();
    CountDownLatch released = new CountDownLatch(1);
    Telemetry telemetry = Telemetry.silent();
    StepServices hanging =
        StepServices.create(
            new Artifacts(
                new HangingStore(tiny.artifacts().store(), released),
                folder.resolve("other-cache"),
                telemetry.registry()),
            folder.resolve("other-scratch"),
            CheckpointRhythm.EVERY_MINUTE,
            "test",
            telemetry.registry());
    try (EmbeddedTemporal temporal =
            EmbeddedTemporal.start(folder.resolve("temporal"), Optional.empty());
        Telemetry served = Telemetry.serve(0);
        WorkerProcess rest =
            new WorkerProcess(
                temporal.connection(),
                tiny.services(),
                EnumSet.complementOf(EnumSet.of(Role.INFER)),
                telemetry);
        WorkerProcess hung =
            new WorkerProcess(temporal.connection(), hanging, EnumSet.of(Role.INFER), served);
        WorkerProcess other =
            new WorkerProcess(
                temporal.connection(), tiny.services(), EnumSet.of(Role.INFER), telemetry);
        AutoCloseable _ = released::countDown) {
      rest.start();
      hung.start();
      ChainStarter starter = new ChainStarter(temporal.connection());
      starter.start(
          "hung",
          new ChainRequest(TinyChain.spec(dataset, tiny.list(dataset), "0.8"), null, QUICK));

      await().atMost(Duration.ofSeconds(60)).until(() -> !hanging.running().hung().isEmpty());
      assertThat(live(served)).isEqualTo(503);
      other.start();
      starter.await("hung");

      assertThat(hanging.running().hung()).hasSize(1);
    }
  }

  private static int live(Telemetry telemetry) throws Exception {
    URI live = telemetry.address().orElseThrow().resolve("/health/live");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(live).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }
}
