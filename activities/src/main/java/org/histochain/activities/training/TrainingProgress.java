package org.histochain.activities.training;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.histochain.activities.checkpoint.Checkpoint;
import org.histochain.activities.network.Tensor;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps count of a training run and tells its monitor, a few times a second at most. */
final class TrainingProgress {
  private static final Logger log = LoggerFactory.getLogger(TrainingProgress.class);
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(250);
  private static final String IMAGES = "progress.images";
  private static final String EPOCH_IMAGES = "progress.epochImages";
  private static final String EPOCH_SUM = "progress.epochSum";
  private static final String EPOCH_VIEWS = "progress.epochViews";
  private static final String EPOCH_CONFIDENT = "progress.epochConfident";
  private static final String NANOS = "progress.nanos";

  private final String purpose;
  private final BatchPlan plan;
  private final StepMonitor monitor;
  private final TrainingMeters meters;
  private long started = System.nanoTime();
  private long told = started - INTERVAL;
  private long last = started;
  private long images;
  private int epoch = -1;
  private double epochSum;
  private long epochImages;
  private long epochViews;
  private long epochConfident;

  TrainingProgress(String purpose, BatchPlan plan, StepMonitor monitor, TrainingMeters meters) {
    this.purpose = purpose;
    this.plan = plan;
    this.monitor = monitor;
    this.meters = meters;
  }

  /** Counts an update's patches of the pool, and those of them that have a label. */
  void labelled(long update, int views, int confident) {
    turnTo(update);
    epochViews += views;
    epochConfident += confident;
    meters.labelled((double) confident / views);
  }

  private void turnTo(long update) {
    if (plan.epoch(update) != epoch) {
      epoch = plan.epoch(update);
      epochSum = 0;
      epochImages = 0;
      epochViews = 0;
      epochConfident = 0;
    }
  }

  /** Counts an update, from 0, its mean loss and its patches. */
  void updated(long update, double loss, int patches) {
    turnTo(update);
    epochSum += loss * patches;
    epochImages += patches;
    images += patches;
    if (plan.epoch(update + 1) != epoch) {
      log.debug("{} has loss {} in epoch {} of {}", purpose, epochLoss(), epoch + 1, plan.epochs());
    }
    long now = System.nanoTime();
    meters.updated(patches, loss, Duration.ofNanos(now - last));
    last = now;
    if (now - told >= INTERVAL || update + 1 == plan.updates()) {
      told = now;
      monitor.progress(progress(update + 1));
    }
  }

  /** Adds the counts to what a checkpoint holds. */
  void save(Map<String, Tensor> tensors) {
    tensors.put(IMAGES, Tensor.scalar(images));
    tensors.put(EPOCH_IMAGES, Tensor.scalar(epochImages));
    tensors.put(EPOCH_SUM, Tensor.scalar(Double.doubleToRawLongBits(epochSum)));
    if (epochViews > 0) {
      tensors.put(EPOCH_VIEWS, Tensor.scalar(epochViews));
      tensors.put(EPOCH_CONFIDENT, Tensor.scalar(epochConfident));
    }
    tensors.put(NANOS, Tensor.scalar(System.nanoTime() - started));
  }

  /** Goes on with the counts of a checkpoint, the time it took to get there included. */
  void restore(Checkpoint checkpoint) {
    images = checkpoint.number(IMAGES);
    epochImages = checkpoint.number(EPOCH_IMAGES);
    epochSum = Double.longBitsToDouble(checkpoint.number(EPOCH_SUM));
    epoch = plan.epoch(checkpoint.update() - 1);
    if (checkpoint.tensors().containsKey(EPOCH_VIEWS)) {
      epochViews = checkpoint.number(EPOCH_VIEWS);
      epochConfident = checkpoint.number(EPOCH_CONFIDENT);
    }
    started -= checkpoint.number(NANOS);
  }

  /** Returns the mean loss of the epoch in course, by patch. */
  double epochLoss() {
    return epochImages == 0 ? 0 : epochSum / epochImages;
  }

  /**
   * Returns the share of the epoch's patches of the pool that have a label; null: there are none.
   */
  @Nullable Double confident() {
    return epochViews == 0 ? null : (double) epochConfident / epochViews;
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
