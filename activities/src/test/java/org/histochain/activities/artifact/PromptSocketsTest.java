package org.histochain.activities.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PromptSocketsTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @FunctionalInterface
  private interface Way {
    Socket open(int port) throws IOException;
  }

  static Stream<Way> ways() {
    PromptSockets sockets = new PromptSockets();
    return Stream.of(
        _ -> sockets.createSocket(),
        port -> sockets.createSocket(LOOPBACK, port),
        port -> sockets.createSocket(LOOPBACK.getHostAddress(), port),
        port -> sockets.createSocket(LOOPBACK, port, LOOPBACK, 0),
        port -> sockets.createSocket(LOOPBACK.getHostAddress(), port, LOOPBACK, 0));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void sendsAtOnceWhicheverWayASocketIsOpened(Way way) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
        Socket socket = way.open(server.getLocalPort())) {
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
  }
}
