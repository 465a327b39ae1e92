package org.histochain.bench.chaos;

/**
 * A worker's attempt at a training step.
 *
 * @param purpose the step: {@code pretrain-2}
 * @param from update at which it started
 * @param counted updates that the worker had counted before
 * @param nanoTime when it was seen to start
 */
record Attempt(String purpose, long from, long counted, long nanoTime) {
  /** Returns how many updates of the step are done when the worker has counted so many. */
  long update(WorkerMeters meters) {
    return from + meters.updates() - counted;
  }
}
