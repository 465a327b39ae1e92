package org.histochain.worker.local;

import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The process that owns both servers of the local stack; they die with it. One per folder, held by
 * a lock.
 */
public final class Supervisor {
  /** Exit code where another supervisor holds the folder. */
  static final int ALREADY_RUNS = 3;

  /** Exit code where a server would not live. */
  static final int GAVE_UP = 1;

  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(5);

  private Supervisor() {}

  /** Arguments: the folder, the {@code temporal} program, the {@code minio} program. */
  public static void main(String[] arguments) throws Exception {
    LocalFolder folder = new LocalFolder(Path.of(arguments[0]));
    try (FileChannel channel =
            FileChannel.open(
                folder.supervisorLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(channel)) {
      if (lock == null) {
        log("another supervisor holds %s", folder.path());
        System.exit(ALREADY_RUNS);
      }
      run(folder, Path.of(arguments[1]), Path.of(arguments[2]));
    }
  }

  private static void run(LocalFolder folder, Path temporalProgram, Path minioProgram)
      throws IOException, LocalStackException, InterruptedException {
    LocalEnvironment environment =
        LocalEnvironment.read(folder.environmentFile())
            .orElseThrow(() -> new LocalStackException(folder.environmentFile() + " is missing"));
    CountDownLatch failed = new CountDownLatch(1);
    TemporalServer temporal =
        new TemporalServer(
            temporalProgram,
            environment.ports().temporal(),
            environment.ports().ui(),
            folder.temporalDatabase());
    MinioServer minio = new MinioServer(minioProgram, environment, folder);
    List<Keeper> keepers =
        List.of(
            new Keeper("temporal", temporal.command(), Map.of(), folder, failed::countDown),
            new Keeper("minio", minio.command(), minio.variables(), folder, failed::countDown));
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(keepers, folder)));
    Files.writeString(folder.supervisorPid(), ProcessHandle.current().pid() + "\n");
    keepers.forEach(Keeper::start);
    failed.await();
    System.exit(GAVE_UP);
  }

  private static void stop(List<Keeper> keepers, LocalFolder folder) {
    log("stopping");
    List<Thread> stopping =
        keepers.stream().map(keeper -> Thread.ofPlatform().start(keeper::close)).toList();
    try {
      for (Thread thread : stopping) {
        thread.join();
      }
      Files.deleteIfExists(folder.supervisorPid());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log("%s cannot be deleted: %s", folder.supervisorPid(), e.getMessage());
    }
    log("stopped");
  }

  /** Waits a little: whoever only looks whether the lock is held holds it for a moment. */
  private static @Nullable FileLock lock(FileChannel channel)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LOCK_PATIENCE.toNanos();
    FileLock lock = channel.tryLock();
    while (lock == null && System.nanoTime() < end) {
      Thread.sleep(Duration.ofMillis(50));
      lock = channel.tryLock();
    }
    return lock;
  }

  @FormatMethod
  static void log(String message, @Nullable Object... values) {
    System.err.println(
        Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + message.formatted(values));
  }
}
