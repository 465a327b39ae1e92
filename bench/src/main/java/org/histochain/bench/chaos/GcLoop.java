package org.histochain.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Collects garbage again and again while the chain runs. */
final class GcLoop implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger rounds = new AtomicInteger();
  private final Thread thread;

  private GcLoop(Path histochain, Duration grace, Map<String, String> environment, Path log) {
    this.command =
        List.of(histochain.toString(), "artifacts", "gc", "--grace", grace.toSeconds() + "s");
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.thread = Thread.ofPlatform().name("gc").unstarted(this::loop);
  }

  /** Starts the loop. */
  static GcLoop start(
      Path histochain, Duration grace, Map<String, String> environment, Path log) {
    GcLoop loop = new GcLoop(histochain, grace, environment, log);
    loop.thread.start();
    return loop;
  }

  /** Returns how many rounds came to their end. */
  int rounds() {
    return rounds.get();
  }

  private void loop() {
    try {
      do {
        if (run() == 0) {
          rounds.incrementAndGet();
        }
      } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A round may fail: the store is away now and then. */
  private int run() throws InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return builder.start().waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed.countDown();
    thread.join();
  }
}
