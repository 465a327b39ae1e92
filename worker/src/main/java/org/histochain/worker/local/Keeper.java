package org.histochain.worker.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one server running: starts it again when it dies, more slowly each time, and gives up on
 * one that never lives.
 */
final class Keeper implements AutoCloseable {
  /** A server that lived this long has started well. */
  private static final Duration WELL = Duration.ofSeconds(20);

  private static final int TRIES = 5;

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final LocalFolder folder;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable OwnedServer server;

  Keeper(
      String name,
      List<String> command,
      Map<String, String> environment,
      LocalFolder folder,
      Runnable gaveUp) {
    this.name = requireNonNull(name, "name is null");
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.folder = requireNonNull(folder, "folder is null");
    this.thread = Thread.ofPlatform().name("keeper-" + name).unstarted(() -> keep(gaveUp));
  }

  void start() {
    thread.start();
  }

  private void keep(Runnable gaveUp) {
    try {
      int failures = 0;
      while (stop.getCount() > 0) {
        long begun = System.nanoTime();
        int code = runOnce();
        if (stop.getCount() == 0) {
          return;
        }
        Duration lived = Duration.ofNanos(System.nanoTime() - begun);
        failures = lived.compareTo(WELL) < 0 ? failures + 1 : 1;
        if (failures == TRIES) {
          Supervisor.log("%s ended %d times within %s: giving up", name, TRIES, WELL);
          gaveUp.run();
          return;
        }
        Duration pause = Duration.ofMillis(250L << failures);
        Supervisor.log(
            "%s ended with %d after %d s; starting it again in %d ms",
            name, code, lived.toSeconds(), pause.toMillis());
        if (stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (IOException | LocalStackException e) {
      Supervisor.log("%s cannot be started: %s", name, e.getMessage());
      gaveUp.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int runOnce() throws IOException, LocalStackException, InterruptedException {
    try (OwnedServer started =
        OwnedServer.start(command, environment, folder.serverLock(name), folder.log(name))) {
      server = started;
      Path pid = folder.serverPid(name);
      Files.writeString(pid, started.pid() + "\n");
      Supervisor.log("%s runs as process %d", name, started.pid());
      int code = started.await();
      Files.deleteIfExists(pid);
      return code;
    }
  }

  /** Stops the server and starts it no more; waits until it has ended. */
  @Override
  public void close() {
    stop.countDown();
    OwnedServer running = server;
    if (running != null) {
      running.close();
    }
  }
}
