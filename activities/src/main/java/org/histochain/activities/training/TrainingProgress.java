package org.histochain.activities.training;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.StepProgress;

/** Keeps count of a training run and tells its monitor, a few times a second at most. */
final class TrainingProgress {
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(250);

  private final String purpose;
  private final BatchPlan plan;
  private final StepMonitor monitor;
  private final TrainingMeters meters;
  private final long started = System.nanoTime();
  private long told = started - INTERVAL;
  private long last = started;
  private long images;
  private int epoch = -1;
  private double epochSum;
  private long epochImages;

  TrainingProgress(String purpose, BatchPlan plan, StepMonitor monitor, TrainingMeters meters) {
    this.purpose = purpose;
    this.plan = plan;
    this.monitor = monitor;
    this.meters = meters;
  }

  /** Counts an update, from 0, its mean loss and its patches. */
  void updated(long update, double loss, int patches) {
    if (plan.epoch(update) != epoch) {
      epoch = plan.epoch(update);
      epochSum = 0;
      epochImages = 0;
    }
    epochSum += loss * patches;
    epochImages += patches;
    images += patches;
    long now = System.nanoTime();
    meters.updated(patches, loss, Duration.ofNanos(now - last));
    last = now;
    if (now - told >= INTERVAL || update + 1 == plan.updates()) {
      told = now;
      monitor.progress(progress(update + 1));
    }
  }

  /** Returns the mean loss of the epoch in course, by patch. */
  double epochLoss() {
    return epochImages == 0 ? 0 : epochSum / epochImages;
  }

  long images() {
    return images;
  }

  double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }

  private StepProgress progress(long done) {
    double seconds = seconds();
    return new StepProgress(
        purpose,
        done,
        plan.updates(),
        epoch + 1,
        plan.epochs(),
        epochLoss(),
        images / seconds,
        seconds / done * (plan.updates() - done));
  }
}
