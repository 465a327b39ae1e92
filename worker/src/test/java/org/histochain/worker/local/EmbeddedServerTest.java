package org.histochain.worker.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.histochain.activities.artifact.ServerBinary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the real server. */
class EmbeddedServerTest {
  @TempDir Path folder;

  @Test
  void aPortThatIsTakenMeanwhileIsNoReasonToFail() throws Exception {
    Path program = ServerBinary.find("temporal");
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ports free = Ports.free();
      Ports taken = new Ports(free.temporal(), other.getLocalPort(), free.minio());
      Deque<Ports> choices = new ArrayDeque<>(List.of(taken, Ports.free()));

      try (EmbeddedServer server = EmbeddedServer.start(program, folder, choices::remove)) {
        assertThat(choices).isEmpty();
        assertThat(server.uiAddress()).doesNotContain(":" + other.getLocalPort());
      }
    }
  }
}
