package org.histochain.worker.local;

import io.grpc.StatusRuntimeException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.histochain.activities.artifact.MinioBucket;
import org.jspecify.annotations.Nullable;

/**
 * The local stack: a real Temporal dev server and a real MinIO on loopback, owned by one supervisor
 * process, their data kept in one folder between runs.
 */
public final class LocalStack {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LocalFolder folder;

  /**
   * Takes the stack of this user.
   *
   * @param environment where XDG_STATE_HOME may say where it is kept
   */
  public LocalStack(Map<String, String> environment) {
    this.folder = LocalFolder.of(environment);
  }

  /**
   * A stack that answers.
   *
   * @param started false if it ran before
   * @param ports where the servers listen
   * @param ui Temporal's web page
   * @param environmentFile what clients read
   */
  public record Running(boolean started, Ports ports, String ui, Path environmentFile) {}

  /** Returns the folder of data, logs and the environment file. */
  public Path folder() {
    return folder.path();
  }

  /** Returns the file that {@link #up} writes: {@code KEY=VALUE} lines, for its owner only. */
  public Path environmentFile() {
    return folder.environmentFile();
  }

  /** Returns what that file says; empty before the first {@link #up}. */
  public Map<String, String> environment() throws IOException {
    return Files.exists(environmentFile())
        ? LocalEnvironment.readVariables(environmentFile())
        : Map.of();
  }

  /** Returns whether a supervisor runs. */
  public boolean isUp() throws IOException {
    if (!Files.exists(folder.supervisorLock())) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(folder.supervisorLock(), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    }
  }

  /**
   * Starts the stack unless it runs, and returns when both servers answer, namespace, search
   * attributes and bucket being there.
   *
   * @param ports where to listen; a stack that runs keeps its own
   * @param log takes a line of news now and then
   */
  public Running up(Ports ports, Consumer<String> log)
      throws IOException, LocalStackException, InterruptedException {
    folder.create();
    try (FileChannel channel = commandChannel();
        FileLock lock = lock(channel, log)) {
      boolean ran = isUp();
      Optional<LocalEnvironment> known = LocalEnvironment.read(folder.environmentFile());
      LocalEnvironment environment =
          ran
              ? known.orElseThrow(
                  () ->
                      new LocalStackException(
                          "%s is gone though the stack runs: run `histochain down`, then `up`"
                              .formatted(folder.environmentFile())))
              : known
                  .map(kept -> kept.with(ports))
                  .orElseGet(() -> LocalEnvironment.withNewCredentials(ports));
      Process supervisor = ran ? null : start(environment, log);
      boolean ready = false;
      try {
        awaitBoth(environment, supervisor);
        ready = true;
      } finally {
        if (supervisor != null && !ready) {
          supervisor.destroy();
          supervisor.waitFor();
        }
      }
      return new Running(
          !ran, environment.ports(), environment.uiAddress(), folder.environmentFile());
    }
  }

  /**
   * Stops the stack and waits until it has ended; data stay.
   *
   * @return false if nothing ran
   */
  public boolean down() throws IOException, LocalStackException, InterruptedException {
    if (!Files.exists(folder.path())) {
      return false;
    }
    try (FileChannel channel = commandChannel();
        FileLock lock = channel.lock()) {
      if (!isUp()) {
        return false;
      }
      ProcessHandle supervisor = supervisor();
      supervisor.destroy();
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (isUp()) {
        if (System.nanoTime() > end) {
          throw new LocalStackException(
              "the local stack (process %d) did not end within %d s: see %s, or kill that process"
                  .formatted(supervisor.pid(), PATIENCE.toSeconds(), folder.log("supervisor")));
        }
        Thread.sleep(Duration.ofMillis(50));
      }
      return true;
    }
  }

  private FileChannel commandChannel() throws IOException {
    return FileChannel.open(
        folder.commandLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static FileLock lock(FileChannel channel, Consumer<String> log) throws IOException {
    FileLock lock = channel.tryLock();
    if (lock != null) {
      return lock;
    }
    log.accept("Waiting for another `histochain up` or `down` to end");
    return channel.lock();
  }

  /** The process id is trusted only while the supervisor's lock is held. */
  private ProcessHandle supervisor() throws IOException, LocalStackException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (true) {
      try {
        String pid = Files.readString(folder.supervisorPid()).strip();
        Optional<ProcessHandle> process =
            pid.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid));
        if (process.isPresent()) {
          return process.get();
        }
      } catch (NoSuchFileException e) {
        // The supervisor holds the lock a moment before it writes its id.
      }
      if (System.nanoTime() > end) {
        throw new LocalStackException(
            "the supervisor's process id is not in %s: kill the process that holds %s"
                .formatted(folder.supervisorPid(), folder.supervisorLock()));
      }
      Thread.sleep(Duration.ofMillis(50));
    }
  }

  private Process start(LocalEnvironment environment, Consumer<String> log)
      throws IOException, LocalStackException, InterruptedException {
    environment.ports().checkFree();
    Path temporal = ServerBinary.TEMPORAL.install();
    Path minio = ServerBinary.MINIO.install();
    log.accept("Starting Temporal (%s) and MinIO (%s)".formatted(temporal, minio));
    environment.write(folder.environmentFile());
    for (String server : List.of("supervisor", "temporal", "minio")) {
      Files.deleteIfExists(folder.log(server));
    }
    File output = folder.log("supervisor").toFile();
    return new ProcessBuilder(supervisorCommand(temporal, minio))
        .directory(folder.path().toFile())
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
        .start();
  }

  private List<String> supervisorCommand(Path temporal, Path minio) {
    List<String> command = new ArrayList<>();
    command.add(isOnPath("setsid") ? "setsid" : "nohup");
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    String home = System.getProperty("histochain.home");
    if (home != null) {
      command.add("-Dhistochain.home=" + home);
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Supervisor.class.getName(),
            folder.path().toString(),
            temporal.toString(),
            minio.toString()));
    return command;
  }

  private static boolean isOnPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String part : path.split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(part, program))) {
        return true;
      }
    }
    return false;
  }

  private void awaitBoth(LocalEnvironment environment, @Nullable Process supervisor)
      throws IOException, LocalStackException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    awaitAnswer("MinIO", "minio", () -> minioAnswers(environment), supervisor, end);
    MinioBucket.create(environment.store());
    awaitAnswer("Temporal", "temporal", () -> temporalAnswers(environment), supervisor, end);
  }

  private void awaitAnswer(
      String name, String server, Answer answer, @Nullable Process supervisor, long end)
      throws LocalStackException, InterruptedException {
    while (!answer.given()) {
      boolean dead = supervisor != null && !supervisor.isAlive();
      if (dead || System.nanoTime() > end) {
        throw new LocalStackException(
            "%s %s: %s (%s)"
                .formatted(
                    name,
                    dead ? "would not start" : "does not answer",
                    OwnedServer.lastWords(folder.log(server)),
                    folder.log(server)));
      }
      Thread.sleep(Duration.ofMillis(100));
    }
  }

  private interface Answer {
    boolean given() throws InterruptedException;
  }

  private static boolean minioAnswers(LocalEnvironment environment) throws InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(environment.minioAddress() + "/minio/health/ready"))
              .timeout(Duration.ofSeconds(2))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean temporalAnswers(LocalEnvironment environment) throws InterruptedException {
    try {
      TemporalNamespace.prepare(
          environment.temporalAddress(), LocalEnvironment.NAMESPACE, Duration.ofSeconds(2));
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }
}
