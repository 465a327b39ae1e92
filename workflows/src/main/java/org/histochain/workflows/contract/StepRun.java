package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * How a step's result came about.
 *
 * @param key the step's key: its manifest is {@code steps/<key>/manifest.json}
 * @param reused whether a finished step was found and returned
 * @param seconds the work's own time, reused or not
 */
public record StepRun(String key, boolean reused, double seconds) {
  public StepRun {
    requireNonNull(key, "key is null");
  }
}
