package org.histochain.activities.artifact;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/**
 * A real versitygw on a free loopback port: another S3 server than MinIO, which keeps objects as
 * files of a folder.
 */
final class VersityServer implements AutoCloseable {
  private static final String BUCKET = "histochain-test";
  private static final String ACCESS_KEY = "histochain";
  private static final String SECRET_KEY = "histochain-test-secret";

  private final int port;
  private final ServerProcess server;

  private VersityServer(int port, ServerProcess server) {
    this.port = port;
    this.server = server;
  }

  /**
   * Starts a server with a bucket; aborts the test where there is no binary.
   *
   * @param folder for its data
   */
  static VersityServer start(Path folder) throws IOException {
    Path binary = ServerBinary.find("versitygw");
    Files.createDirectories(folder.resolve("data").resolve(BUCKET));
    int port = ServerProcess.freePort();
    ProcessBuilder command =
        new ProcessBuilder(
            List.of(
                binary.toString(),
                "--port",
                "127.0.0.1:" + port,
                "posix",
                folder.resolve("data").toString()));
    command
        .environment()
        .putAll(Map.of("ROOT_ACCESS_KEY", ACCESS_KEY, "ROOT_SECRET_KEY", SECRET_KEY));
    VersityServer versity =
        new VersityServer(port, ServerProcess.start(command, folder.resolve("log")));
    Awaitility.await("versitygw, whose log is " + folder.resolve("log"))
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(versity::answers);
    return versity;
  }

  /** Returns the location of a part of the bucket that nobody else uses. */
  StoreLocation freshLocation() {
    return new StoreLocation(
        URI.create("s3://" + BUCKET + "/" + UUID.randomUUID()),
        URI.create("http://127.0.0.1:" + port),
        ACCESS_KEY,
        SECRET_KEY,
        null);
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    server.kill();
  }
}
