package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * How far a running step is; sent as heartbeat details.
 *
 * @param step the step's name, as in its purpose: {@code pretrain-2}
 * @param done units done (updates, patches)
 * @param total units in all
 * @param epoch epoch in course, from 1; 0 where there are none
 * @param epochs epochs in all; 0 where there are none
 * @param loss mean loss of late; NaN is sent as 0 before the first update
 * @param imagesPerSecond throughput of late
 * @param secondsLeft estimate of the time left
 */
public record StepProgress(
    String step,
    long done,
    long total,
    int epoch,
    int epochs,
    double loss,
    double imagesPerSecond,
    double secondsLeft) {
  public StepProgress {
    requireNonNull(step, "step is null");
  }
}
