package org.histochain.bench.chaos;

import java.util.concurrent.TimeUnit;

/** Time since it was started. */
final class Stopwatch {
  private final long begun = System.nanoTime();

  double seconds() {
    return (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
