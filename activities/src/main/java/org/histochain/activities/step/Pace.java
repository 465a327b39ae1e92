package org.histochain.activities.step;

import java.time.Duration;

/**
 * How fast a step gets on, and so how long it may be silent before it counts as hung: many times
 * its slowest unit of work so far. Safe for use by many threads.
 */
final class Pace {
  private static final int SLOWER = 20;

  private final StepHeartbeat.Rhythm rhythm;
  private long latest;
  private long slowest;
  private boolean working;

  Pace(StepHeartbeat.Rhythm rhythm, long nanoTime) {
    this.rhythm = rhythm;
    latest = nanoTime;
  }

  /** Takes a sign of life. What came before the first one was no unit of work but getting ready. */
  synchronized void sign(long nanoTime) {
    if (working) {
      slowest = Math.max(slowest, nanoTime - latest);
    }
    working = true;
    latest = nanoTime;
  }

  /** Whether the step has been silent for too long. */
  synchronized boolean isHung(long nanoTime) {
    return nanoTime - latest > patience().toNanos();
  }

  /** Returns how long it may be silent. */
  synchronized Duration patience() {
    if (!working) {
      return rhythm.ready();
    }
    Duration measured = Duration.ofNanos(slowest).multipliedBy(SLOWER);
    return measured.compareTo(rhythm.patience()) > 0 ? measured : rhythm.patience();
  }
}
