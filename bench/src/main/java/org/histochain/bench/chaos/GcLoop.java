package org.histochain.bench.chaos;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Collects garbage again and again while the chain runs. */
final class GcLoop implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Histochain histochain;
  private final String grace;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger rounds = new AtomicInteger();
  private final Thread thread;

  private GcLoop(Histochain histochain, Duration grace) {
    this.histochain = requireNonNull(histochain, "histochain is null");
    this.grace = grace.toSeconds() + "s";
    this.thread = Thread.ofPlatform().name("gc").unstarted(this::loop);
  }

  /** Starts the loop. */
  static GcLoop start(Histochain histochain, Duration grace) {
    GcLoop loop = new GcLoop(histochain, grace);
    loop.thread.start();
    return loop;
  }

  /** Returns how many rounds came to their end; one may fail, as the store is away now and then. */
  int rounds() {
    return rounds.get();
  }

  private void loop() {
    try {
      do {
        if (histochain.run("artifacts", "gc", "--grace", grace) == 0) {
          rounds.incrementAndGet();
        }
      } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (IOException e) {
      // The count of rounds tells.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
