package org.histochain.worker.runtime;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for a server in short pauses, saying so at once and then every half minute. */
final class Waiting {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final Consumer<String> log;
  private @Nullable Long said;

  Waiting(Consumer<String> log) {
    this.log = log;
  }

  void pause(String message) throws InterruptedException {
    long now = System.nanoTime();
    if (said == null || now - said >= SILENCE.toNanos()) {
      log.accept(message);
      said = now;
    }
    Thread.sleep(PAUSE);
  }
}
