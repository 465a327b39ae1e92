package org.histochain.worker.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server process that ends with this one, however this one ends, and that holds a lock file for
 * as long as it lives.
 *
 * <p>The kernel ties it to the thread that calls {@link #start}: that must be a platform thread
 * which lives until the server is to end.
 */
final class OwnedServer implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(15);

  /** The wrapper's exit code where the lock is held by another server. */
  static final int LOCK_HELD = 75;

  private final Process process;

  private OwnedServer(Process process) {
    this.process = process;
  }

  /**
   * Starts a server.
   *
   * @param command program and arguments
   * @param environment variables set beside the inherited ones, of which Temporal's and MinIO's own
   *     settings are left out
   * @param lock lock file
   * @param log where its output is appended
   */
  static OwnedServer start(
      List<String> command, Map<String, String> environment, Path lock, Path log)
      throws IOException, LocalStackException {
    List<String> wrapped = new ArrayList<>();
    wrapped.add(ServerBinary.script("owned").toString());
    wrapped.add(Long.toString(ProcessHandle.current().pid()));
    wrapped.add(lock.toString());
    wrapped.addAll(command);
    File output = log.toFile();
    ProcessBuilder builder =
        new ProcessBuilder(wrapped)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("TEMPORAL_") || name.startsWith("MINIO_"));
    builder.environment().putAll(environment);
    return new OwnedServer(builder.start());
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until the server ends and returns its exit code. */
  int await() throws InterruptedException {
    return process.waitFor();
  }

  /** Asks the server to end, waits, and kills it if it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  /** Returns the last lines of a log in one line, for error messages. */
  static String lastWords(Path log) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    } catch (IOException e) {
      return "no log";
    }
  }
}
