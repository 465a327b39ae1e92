package org.histochain.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.histochain.bench.chaos.FaultyProxy.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultyProxyTest {
  private static final byte[] WORDS = "a word or two".getBytes(StandardCharsets.UTF_8);

  private ServerSocket echo;
  private FaultyProxy proxy;

  @BeforeEach
  void startAnEcho() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    proxy = FaultyProxy.before(echo.getLocalSocketAddress());
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    echo.close();
  }

  @Test
  void passesBytesBothWaysAndTheEndOfThem() throws IOException {
    try (Socket client = connect()) {
      client.getOutputStream().write(WORDS);
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(WORDS);
    }
  }

  @Test
  void aCutBreaksConnectionsAndLetsNoneLiveUntilItIsMended() throws IOException {
    try (Socket client = connect()) {
      exchange(client);
      proxy.become(Mode.CUT);
      assertThatThrownBy(() -> exchange(client)).isInstanceOf(SocketException.class);
    }
    assertThatThrownBy(
            () -> {
              try (Socket late = connect()) {
                exchange(late);
              }
            })
        .isInstanceOf(SocketException.class);
    proxy.become(Mode.SOUND);
    try (Socket client = connect()) {
      exchange(client);
    }
  }

  @Test
  void aSlowConnectionTakesItsTimeAndLosesNothing() throws IOException {
    byte[] second = new byte[FaultyProxy.SLOW_BYTES_PER_SECOND];
    second[7] = 42;
    proxy.become(Mode.SLOW);
    try (Socket client = connect()) {
      long begun = System.nanoTime();
      client.getOutputStream().write(second);
      assertThat(client.getInputStream().readNBytes(second.length)).isEqualTo(second);
      assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
    }
  }

  @Test
  void aHalfOpenConnectionIsTakenAndNeverAnsweredUntilItIsMended() throws IOException {
    proxy.become(Mode.HALF_OPEN);
    try (Socket client = connect()) {
      client.setSoTimeout((int) Duration.ofMillis(300).toMillis());
      client.getOutputStream().write(WORDS);
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      client.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
      proxy.become(Mode.SOUND);
      assertThat(client.getInputStream().readNBytes(WORDS.length)).isEqualTo(WORDS);
    }
  }

  @Test
  void aServerThatIsAwayLooksLikeAConnectionThatBreaks() throws IOException {
    echo.close();
    assertThatThrownBy(
            () -> {
              try (Socket client = connect()) {
                exchange(client);
              }
            })
        .isInstanceOf(IOException.class);
  }

  private Socket connect() throws IOException {
    Socket client = new Socket();
    client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
    return client;
  }

  private static void exchange(Socket client) throws IOException {
    client.getOutputStream().write(WORDS);
    byte[] answer = client.getInputStream().readNBytes(WORDS.length);
    if (answer.length < WORDS.length) {
      throw new SocketException("the connection ended after " + answer.length + " bytes");
    }
    assertThat(answer).isEqualTo(WORDS);
  }

  private void serve() {
    while (!echo.isClosed()) {
      try {
        Socket client = echo.accept();
        Thread.ofVirtual()
            .start(
                () -> {
                  try (client) {
                    client.getInputStream().transferTo(client.getOutputStream());
                  } catch (IOException e) {
                    // The other side broke it, as some tests want.
                  }
                });
      } catch (IOException e) {
        return;
      }
    }
  }
}
