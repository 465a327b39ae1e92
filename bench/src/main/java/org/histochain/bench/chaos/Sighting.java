package org.histochain.bench.chaos;

/**
 * A worker seen at a training step.
 *
 * @param worker which
 * @param attempt its attempt
 * @param update updates of the step that were done
 */
record Sighting(ChaosWorker worker, Attempt attempt, long update) {
  String words() {
    return "worker %s at update %d of %s".formatted(worker.name(), update, attempt.purpose());
  }
}
