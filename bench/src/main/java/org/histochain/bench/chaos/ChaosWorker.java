package org.histochain.bench.chaos;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A worker process with a cache disk and a way to MinIO of its own. What it does is known from its
 * log and its meters. For one thread.
 */
final class ChaosWorker implements AutoCloseable {
  private static final Pattern STARTS =
      Pattern.compile("CheckpointFolder: (\\S+) starts at update (\\d+)");
  private static final Pattern ENDS =
      Pattern.compile(
          "StepRunner: Step (?:trainTeacher|pretrain|finetune) \\S+ (?:is done|was found)"
              + "|StepSession: Step (?:teacher|pretrain-\\d+|finetune-\\d+) failed"
              + "|CheckpointKeeper: Stopped after update");

  private static final Pattern FINISHES = Pattern.compile("StepRunner: Step");

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final CacheDisk disk;
  private final FaultyProxy proxy;
  private final LogTail log;
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable Process process;
  private int port;
  private boolean frozen;
  private boolean zombie;
  private WorkerMeters meters = WorkerMeters.NONE;
  private @Nullable Attempt attempt;
  private final List<String> news = new ArrayList<>();
  private final List<Attempt> started = new ArrayList<>();
  private final List<String> finished = new ArrayList<>();

  /**
   * @param name for logs and files
   * @param command starts a worker; {@code --metrics-port} is added
   * @param environment variables beside the inherited ones
   */
  ChaosWorker(
      String name,
      List<String> command,
      Map<String, String> environment,
      CacheDisk disk,
      FaultyProxy proxy,
      Path log) {
    this.name = requireNonNull(name, "name is null");
    this.command = List.copyOf(command);
    this.environment = new HashMap<>(environment);
    this.disk = requireNonNull(disk, "disk is null");
    this.proxy = requireNonNull(proxy, "proxy is null");
    this.log = new LogTail(log);
  }

  String name() {
    return name;
  }

  CacheDisk disk() {
    return disk;
  }

  FaultyProxy proxy() {
    return proxy;
  }

  /** Starts a process; what it counts begins at 0. */
  void start() throws IOException {
    port = freePort();
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of("--metrics-port", Integer.toString(port)));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
    builder.environment().putAll(environment);
    process = builder.start();
    frozen = false;
    zombie = false;
    meters = WorkerMeters.NONE;
    attempt = null;
  }

  /** Reads what the worker has logged and counted since the last time. */
  void look() throws IOException, InterruptedException {
    List<String> lines = log.lines();
    if (!frozen && isAlive()) {
      meters = WorkerMeters.of(client, port).orElse(meters);
    }
    for (String line : lines) {
      Matcher starts = STARTS.matcher(line);
      if (starts.find()) {
        long from = Long.parseLong(starts.group(2));
        attempt = new Attempt(starts.group(1), from, meters.updates(), System.nanoTime());
        zombie = false;
        started.add(attempt);
      } else if (ENDS.matcher(line).find()) {
        if (attempt != null && FINISHES.matcher(line).find()) {
          finished.add(attempt.purpose());
        }
        attempt = null;
      }
    }
    news.addAll(lines);
  }

  /** Returns the lines logged since this was last asked for. */
  List<String> takeNews() {
    List<String> taken = List.copyOf(news);
    news.clear();
    return taken;
  }

  /** Returns the attempts started since this was last asked for. */
  List<Attempt> takeStarted() {
    List<Attempt> taken = List.copyOf(started);
    started.clear();
    return taken;
  }

  /** Returns the training steps finished since this was last asked for, by their purpose. */
  List<String> takeFinished() {
    List<String> taken = List.copyOf(finished);
    finished.clear();
    return taken;
  }

  /** Returns what it counted when it was last looked at. */
  WorkerMeters meters() {
    return meters;
  }

  /**
   * Returns the attempt that it is at; null: none. A stopped worker is at none, and when it wakes
   * its attempt is another's.
   */
  @Nullable Attempt attempt() {
    return frozen || zombie || !isAlive() ? null : attempt;
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /**
   * SIGKILL.
   *
   * @return whether it was at an attempt to its end
   */
  boolean kill() throws IOException, InterruptedException {
    Process dying = requireNonNull(process, "it was never started");
    dying.destroyForcibly();
    dying.waitFor();
    List<String> lastWords = log.lines();
    news.addAll(lastWords);
    return attempt != null && lastWords.stream().noneMatch(line -> ENDS.matcher(line).find());
  }

  /** SIGSTOP. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
    frozen = true;
  }

  /** SIGCONT. */
  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
    frozen = false;
    zombie = true;
  }

  private void signal(String signal) throws IOException, InterruptedException {
    Process target = requireNonNull(process, "it was never started");
    Commands.run(List.of("kill", signal, Long.toString(target.pid())));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Ends the process in order, or by force where it takes its time. */
  @Override
  public void close() throws IOException {
    Process running = process;
    if (running != null && running.isAlive()) {
      try {
        if (frozen) {
          thaw();
        }
        running.destroy();
        if (!running.waitFor(40, TimeUnit.SECONDS)) {
          running.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        running.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
    proxy.close();
    disk.close();
  }
}
