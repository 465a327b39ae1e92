package org.histochain.worker.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.histochain.activities.artifact.ServerBinary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainSteeringTest {
  @TempDir private Path folder;

  @Test
  void saysThatNoWorkerAnswersAndThatNoChainRuns() throws Exception {
    try (EmbeddedTemporal temporal =
        EmbeddedTemporal.start(folder, Optional.of(ServerBinary.find("temporal")))) {
      ChainSteering steering = new ChainSteering(temporal.connection(), Duration.ofSeconds(1));
      new ChainStarter(temporal.connection()).start("alone", StubSteps.spec(1));

      assertThatThrownBy(() -> steering.pause("alone"))
          .isInstanceOf(UnansweredException.class)
          .hasMessageContaining("no worker has answered for chain alone within 1 s")
          .hasMessageContaining("histochain worker");
      assertThatThrownBy(() -> steering.pause("nobody"))
          .isInstanceOf(SteeringRefusedException.class)
          .hasMessageContaining("chain nobody does not run any more");
      assertThatThrownBy(() -> steering.cancel("nobody"))
          .isInstanceOf(SteeringRefusedException.class);
    }
  }
}
