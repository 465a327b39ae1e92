package org.histochain.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.histochain.activities.artifact.ServerBinary;
import org.histochain.worker.telemetry.Telemetry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerSightingsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path out;

  @Test
  void whoAsksForWorkIsSeenWithItsRolesAndForgottenWhenItHasLongNotAsked() throws Exception {
    Optional<Path> program = Optional.of(ServerBinary.find("temporal"));
    Set<Role> roles = EnumSet.of(Role.WORKFLOW, Role.TRAIN);
    try (Telemetry telemetry = Telemetry.silent();
        EmbeddedTemporal temporal = EmbeddedTemporal.start(out, program);
        WorkerProcess worker =
            new WorkerProcess(
                temporal.connection(), StubSteps.prompt().services(), roles, telemetry)) {
      WorkerSightings now = new WorkerSightings(temporal.connection(), Clock.systemUTC());
      assertThat(now.look()).contains(List.of());
      worker.start();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(now.look().orElseThrow())
                      .singleElement()
                      .extracting(SeenWorker::roles)
                      .isEqualTo(roles));
      Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(4));
      assertThat(new WorkerSightings(temporal.connection(), later).look()).contains(List.of());
    }
  }

  @Test
  void aServerThatCannotSayIsNoFault() throws Exception {
    try (EmbeddedTemporal temporal = EmbeddedTemporal.start(out, Optional.empty())) {
      assertThat(new WorkerSightings(temporal.connection(), Clock.systemUTC()).look()).isEmpty();
    }
  }
}
