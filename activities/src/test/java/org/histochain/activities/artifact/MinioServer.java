package org.histochain.activities.artifact;

import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real MinIO server on a free loopback port, with a bucket, its data in a temporary folder. It
 * can be killed and started again, and ends with this process whatever happens.
 */
public final class MinioServer implements AutoCloseable {
  public static final String BUCKET = "histochain-test";
  public static final String ACCESS_KEY = "histochain";
  public static final String SECRET_KEY = "histochain-test-secret";

  private final Path binary;
  private final Path folder;
  private final int port;
  private ServerProcess server;

  private MinioServer(Path binary, Path folder, int port) throws IOException {
    this.binary = binary;
    this.folder = folder;
    this.port = port;
    this.server = launch();
  }

  /** Starts a server and makes its bucket; aborts the test where there is no binary. */
  public static MinioServer start() throws IOException {
    Path binary = ServerBinary.find("minio");
    MinioServer minio =
        new MinioServer(
            binary, Files.createTempDirectory("histochain-minio"), ServerProcess.freePort());
    try {
      minio.awaitReady();
      minio.makeBucket();
      return minio;
    } catch (IOException | RuntimeException e) {
      minio.close();
      throw e;
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Returns the location of the whole bucket. */
  public StoreLocation location() {
    return location("s3://" + BUCKET);
  }

  /** Returns the location of a part of the bucket that nobody else uses. */
  public StoreLocation freshLocation() {
    return location("s3://" + BUCKET + "/" + UUID.randomUUID());
  }

  /** Returns the location of any bucket and prefix of this server. */
  public StoreLocation location(String uri) {
    return new StoreLocation(URI.create(uri), endpoint(), ACCESS_KEY, SECRET_KEY, null);
  }

  /** Returns the folder that holds the server's data. */
  public Path folder() {
    return folder;
  }

  /**
   * Flips a bit in the stored bytes of an object of the bucket, of at least 100 bytes, as a failing
   * disk would. Small objects lie at the end of their metadata file.
   */
  public void rot(String object) throws IOException {
    try (Stream<Path> found = Files.walk(folder.resolve("data").resolve(BUCKET).resolve(object))) {
      List<Path> files = found.filter(Files::isRegularFile).toList();
      Path file =
          files.stream()
              .filter(each -> each.endsWith("part.1"))
              .findFirst()
              .orElseGet(files::getFirst);
      byte[] content = Files.readAllBytes(file);
      content[content.length - 50] ^= 1;
      Files.write(file, content);
    }
  }

  /** Kills the server as a crash would; returns when it is gone. */
  public void kill() {
    server.kill();
  }

  /** Starts a killed server on the same port, with the same data. */
  public void restart() throws IOException {
    server = launch();
    awaitReady();
  }

  /** Stops the server from answering, its connections left open. */
  public void suspend() throws IOException {
    signal("-STOP");
  }

  /** Lets a suspended server go on. */
  public void resume() throws IOException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException {
    new ProcessBuilder("kill", name, Long.toString(server.pid())).start().onExit().join();
  }

  @Override
  public void close() throws IOException {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private ServerProcess launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                binary.toString(),
                "server",
                "--quiet",
                "--address",
                "127.0.0.1:" + port,
                folder.resolve("data").toString()));
    builder
        .environment()
        .putAll(
            Map.of(
                "MINIO_ROOT_USER",
                ACCESS_KEY,
                "MINIO_ROOT_PASSWORD",
                SECRET_KEY,
                "MINIO_BROWSER",
                "off",
                "MINIO_UPDATE",
                "off"));
    return ServerProcess.start(builder, folder.resolve("log"));
  }

  private void awaitReady() {
    HttpRequest health =
        HttpRequest.newBuilder(endpoint().resolve("/minio/health/live"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      Awaitility.await("MinIO, whose log is " + folder.resolve("log"))
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> client.send(health, BodyHandlers.discarding()).statusCode() == 200);
    }
  }

  /** Returns a client of this server's own. */
  MinioClient client() {
    return MinioClient.builder()
        .endpoint(endpoint().toString())
        .region("us-east-1")
        .credentials(ACCESS_KEY, SECRET_KEY)
        .build();
  }

  private void makeBucket() throws IOException {
    try (MinioClient client = client()) {
      client.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
    } catch (MinioException e) {
      throw new IOException("Failed to make the bucket " + BUCKET, e);
    } catch (Exception e) {
      throw new IllegalStateException("Failed to close MinIO's client", e);
    }
  }
}
