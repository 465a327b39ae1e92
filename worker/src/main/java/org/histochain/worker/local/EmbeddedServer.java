package org.histochain.worker.local;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A Temporal dev server that belongs to one command and dies with it, its database in a folder that
 * no other command can use meanwhile.
 */
public final class EmbeddedServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 5;

  private final FileChannel channel;
  private final Ports ports;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final OwnedServer server;

  private EmbeddedServer(FileChannel channel, Ports ports, Path program, Path folder)
      throws IOException, LocalStackException, InterruptedException {
    this.channel = channel;
    this.ports = ports;
    TemporalServer temporal =
        new TemporalServer(
            program, ports.temporal(), ports.ui(), folder.resolve("temporal.db").toAbsolutePath());
    FutureTask<OwnedServer> started =
        new FutureTask<>(
            () ->
                OwnedServer.start(
                    temporal.command(),
                    Map.of(),
                    folder.resolve("server.lock"),
                    folder.resolve("temporal.log")));
    // The kernel ends the server when the thread that started it ends: so that thread stays.
    Thread.ofPlatform()
        .daemon()
        .name("temporal-owner")
        .start(
            () -> {
              started.run();
              try {
                ended.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try {
      this.server = started.get();
    } catch (ExecutionException e) {
      throw new LocalStackException("%s cannot be started: %s".formatted(program, e.getCause()), e);
    }
  }

  /**
   * Starts a server and returns when it answers.
   *
   * @param program the {@code temporal} command
   * @param folder where its database is, or will be
   * @throws LocalStackException if another command uses the folder, or the server does not start
   */
  public static EmbeddedServer start(Path program, Path folder)
      throws IOException, LocalStackException, InterruptedException {
    return start(program, folder, Ports::free);
  }

  /** Another process may take a free port before the server does: then others are tried. */
  static EmbeddedServer start(Path program, Path folder, PortChoice ports)
      throws IOException, LocalStackException, InterruptedException {
    Files.createDirectories(folder);
    FileChannel channel = lock(folder);
    try {
      for (int attempt = 1; ; attempt++) {
        EmbeddedServer server = new EmbeddedServer(channel, ports.choose(), program, folder);
        try {
          server.awaitAnswer(folder.resolve("temporal.log"));
          return server;
        } catch (LocalStackException | InterruptedException | RuntimeException e) {
          server.stop();
          if (attempt == ATTEMPTS || !lostItsPort(e)) {
            throw e;
          }
        }
      }
    } catch (IOException | LocalStackException | InterruptedException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean lostItsPort(Exception e) {
    return String.valueOf(e.getMessage()).contains("address already in use");
  }

  /** Chooses the ports of one attempt. */
  @FunctionalInterface
  interface PortChoice {
    Ports choose() throws IOException;
  }

  /** Where it answers, {@code 127.0.0.1:port}. */
  public String address() {
    return "127.0.0.1:" + ports.temporal();
  }

  /** Its web page, {@code http://127.0.0.1:port}. */
  public String uiAddress() {
    return "http://127.0.0.1:" + ports.ui();
  }

  /** Its only namespace. */
  public String namespace() {
    return LocalEnvironment.NAMESPACE;
  }

  /** Its process. */
  long pid() {
    return server.pid();
  }

  @Override
  public void close() throws IOException {
    stop();
    channel.close();
  }

  private void stop() {
    server.close();
    ended.countDown();
  }

  private void awaitAnswer(Path log) throws LocalStackException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (server.isAlive() && System.nanoTime() < end) {
      try {
        TemporalNamespace.prepare(address(), namespace(), Duration.ofSeconds(1));
        return;
      } catch (StatusRuntimeException e) {
        // Not yet.
      }
    }
    throw new LocalStackException(
        "the embedded Temporal server %s: %s (%s)"
            .formatted(
                server.isAlive() ? "does not answer" : "ended at once",
                OwnedServer.lastWords(log),
                log));
  }

  private static FileChannel lock(Path folder) throws IOException, LocalStackException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("command.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new LocalStackException(
          "%s is in use by another run: wait until that ends, or take another output folder"
              .formatted(folder.getParent()));
    }
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }
}
