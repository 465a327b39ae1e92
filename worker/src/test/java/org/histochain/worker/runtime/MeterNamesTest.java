package org.histochain.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.histochain.activities.artifact.ServerBinary;
import org.histochain.worker.local.LocalStack;
import org.histochain.worker.local.Ports;
import org.histochain.worker.telemetry.Telemetry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeterNamesTest {
  @TempDir Path folder;

  @Test
  void prometheusHasNothingToSayAboutTheMetersOfAWorkerThatRanAChain() throws Exception {
    ServerBinary.find("temporal");
    ServerBinary.find("minio");
    Path promtool = ServerBinary.find("promtool");
    Ports ports = Ports.free();
    LocalStack stack = new LocalStack(Map.of("XDG_STATE_HOME", folder.toString()));
    stack.up(ports, line -> {});
    String meters;
    try (Telemetry telemetry = Telemetry.serve(0);
        TemporalConnection connection =
            TemporalConnection.open(
                new ConnectionSettings("127.0.0.1:" + ports.temporal(), "default", null, null),
                telemetry.scope());
        WorkerProcess worker =
            new WorkerProcess(
                connection, StubSteps.prompt().services(), EnumSet.allOf(Role.class), telemetry)) {
      worker.start();
      ChainStarter starter = new ChainStarter(connection);
      starter.start("metered", StubSteps.spec(1));
      starter.await("metered");
      // The SDK reports once a second.
      org.awaitility.Awaitility.await()
          .until(
              () -> scrape(telemetry.address().orElseThrow()),
              text -> text.contains("temporal_workflow_completed_total"));
      meters = scrape(telemetry.address().orElseThrow());
    } finally {
      stack.down();
    }

    Path scraped = Files.writeString(folder.resolve("metrics"), meters);
    Process check =
        new ProcessBuilder(promtool.toString(), "check", "metrics")
            .redirectInput(scraped.toFile())
            .redirectErrorStream(true)
            .start();
    String complaints = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(complaints).isEmpty();
    assertThat(check.waitFor()).isZero();
  }

  private static String scrape(URI address) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(address.resolve("/metrics")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
