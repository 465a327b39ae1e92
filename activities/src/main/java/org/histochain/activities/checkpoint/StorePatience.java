package org.histochain.activities.checkpoint;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.histochain.activities.artifact.StoreUnavailableException;
import org.histochain.activities.step.StepMonitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a store that is not to be reached, where giving up would throw training away. Safe for
 * use by many threads.
 */
public final class StorePatience {
  private static final Logger log = LoggerFactory.getLogger(StorePatience.class);

  /** Longer than a server takes to start again; then another worker may have a better way to it. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  /** What the store is to take; may be tried again. */
  @FunctionalInterface
  public interface Attempt<T> {
    T run() throws IOException;
  }

  /** Lets time pass. */
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  private final LongSupplier nanoTime;
  private final Pause sleeper;

  public StorePatience() {
    this(System::nanoTime, Thread::sleep);
  }

  StorePatience(LongSupplier nanoTime, Pause sleeper) {
    this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    this.sleeper = requireNonNull(sleeper, "sleeper is null");
  }

  /**
   * Tries until the store answers, every second for five minutes.
   *
   * @param what that waits, for the log
   * @param monitor asked between two tries
   * @throws IOException if the store refuses, or is away for longer
   * @throws org.histochain.activities.step.StepStoppedException if {@code monitor} says so
   */
  public <T> T insist(String what, Attempt<T> attempt, StepMonitor monitor)
      throws IOException, InterruptedException {
    long end = nanoTime.getAsLong() + LONGEST_WAIT.toNanos();
    boolean told = false;
    while (true) {
      try {
        T taken = attempt.run();
        if (told) {
          log.info("The store is back and has taken {}", what);
        }
        return taken;
      } catch (StoreUnavailableException e) {
        if (nanoTime.getAsLong() >= end) {
          throw e;
        }
        if (!told) {
          log.warn("Waiting for the store to take {}: {}", what, e.getMessage());
          told = true;
        }
      }
      sleeper.sleep(BETWEEN_TRIES);
      monitor.check();
    }
  }
}
