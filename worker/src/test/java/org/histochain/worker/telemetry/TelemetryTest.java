package org.histochain.worker.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  @Test
  void servesItsMetersOnLoopback() throws Exception {
    try (Telemetry telemetry = Telemetry.serve(0)) {
      Counter.builder("histochain.images.trained")
          .description("Images trained")
          .register(telemetry.registry())
          .increment(3);

      HttpResponse<String> answer = get(telemetry, "/metrics");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .contains("# HELP histochain_images_trained_total Images trained")
          .contains("histochain_images_trained_total 3.0")
          .contains("jvm_memory_used_bytes");
      assertThat(telemetry.address().orElseThrow().getHost()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void isLiveAtOnceAndReadyWhenTheWorkerPolls() throws Exception {
    AtomicBoolean polling = new AtomicBoolean();
    try (Telemetry telemetry = Telemetry.serve(0)) {
      assertThat(get(telemetry, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(telemetry, "/health/ready").statusCode()).isEqualTo(503);

      telemetry.readyWhen(polling::get);
      assertThat(get(telemetry, "/health/ready").statusCode()).isEqualTo(503);

      polling.set(true);
      assertThat(get(telemetry, "/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void isNotLiveWhileAStepHangs() throws Exception {
    List<String> hung = new CopyOnWriteArrayList<>();
    try (Telemetry telemetry = Telemetry.serve(0)) {
      telemetry.liveUnless(() -> hung);
      assertThat(get(telemetry, "/health/live").body()).isEqualTo("live\n");

      hung.add("pretrain-2");
      assertThat(get(telemetry, "/health/live").statusCode()).isEqualTo(503);
      assertThat(get(telemetry, "/health/live").body()).isEqualTo("hung: pretrain-2\n");

      hung.clear();
      assertThat(get(telemetry, "/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void namesAPortThatIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> Telemetry.serve(taken.getLocalPort()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("choose another");
    }
  }

  static HttpResponse<String> get(Telemetry telemetry, String path) throws Exception {
    URI address = telemetry.address().orElseThrow();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(address.resolve(path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
