package org.histochain.activities.training;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Meters of training: images, loss, confident share of the pool's patches, time of an update and of
 * waiting for its batch, by step.
 */
final class TrainingMeters {
  private final Counter images;
  private final Timer updates;
  private final Timer waits;
  private final AtomicReference<Double> loss;
  private final AtomicReference<Double> confident;

  /**
   * @param meters where the meters are registered
   * @param step {@code trainTeacher}, {@code pretrain} or {@code finetune}
   */
  TrainingMeters(MeterRegistry meters, String step) {
    Tags tags = Tags.of("step", step);
    images =
        Counter.builder("histochain.trained")
            .description("Images trained on, repeats counted")
            .baseUnit("images")
            .tags(tags)
            .register(meters);
    updates =
        Timer.builder("histochain.training.update")
            .description("Time of one optimizer update")
            .tags(tags)
            .register(meters);
    waits =
        Timer.builder("histochain.training.wait")
            .description("Time that training waited for a batch, part of its update's time")
            .tags(tags)
            .register(meters);
    loss =
        meters.gauge(
            "histochain.training.loss",
            tags,
            new AtomicReference<>(Double.NaN),
            AtomicReference::get);
    confident =
        meters.gauge(
            "histochain.training.confident",
            tags,
            new AtomicReference<>(Double.NaN),
            AtomicReference::get);
  }

  /** Tells which share of an update's patches of the pool have a label. */
  void labelled(double share) {
    confident.set(share);
  }

  void waited(Duration time) {
    waits.record(time);
  }

  void updated(int patches, double updateLoss, Duration time) {
    images.increment(patches);
    updates.record(time);
    loss.set(updateLoss);
  }
}
