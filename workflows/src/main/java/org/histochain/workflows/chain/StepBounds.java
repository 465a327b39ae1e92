package org.histochain.workflows.chain;

import java.time.Duration;
import org.histochain.workflows.contract.ConsistencySpec;
import org.histochain.workflows.contract.StepTimeouts;
import org.histochain.workflows.contract.TrainingSpec;

/**
 * How long one attempt of a step may last: what its work would take on a machine slower than any we
 * know, and an hour for the data to come. A dead worker is noticed by its silence, so this bounds
 * only what hangs and yet heartbeats; training that comes to it goes on from its checkpoint.
 */
final class StepBounds {
  private static final Duration FLOOR = Duration.ofHours(1);

  /** Of a ResNet-50 of width 64 at 224 pixels, one slow core takes about 2 s. */
  private static final Duration TRAINING_A_PATCH = Duration.ofSeconds(5);

  private static final Duration INFERENCE_ON_A_PATCH = Duration.ofSeconds(2);
  private static final Duration READING_A_PATCH = Duration.ofMillis(200);

  /** Where the size of the work is not known: in requests of older versions, and to prepare. */
  private static final Duration UNKNOWN = Duration.ofDays(30);

  private final StepTimeouts timeouts;

  /**
   * @param timeouts take precedence where they are given
   */
  StepBounds(StepTimeouts timeouts) {
    this.timeouts = timeouts;
  }

  /** Bounds training on a table of that many patches. */
  Duration training(TrainingSpec training, Work table) {
    if (timeouts.training() != null) {
      return timeouts.training();
    }
    ConsistencySpec consistency = training.consistency();
    // Each patch of the pool is seen twice, as a weak and as a strong view.
    long views = consistency == null ? 1 : 1 + 2L * consistency.ratio();
    Integer steps = training.steps();
    Integer epochs = training.epochs();
    if (steps != null) {
      return bound(TRAINING_A_PATCH, new Work((long) steps * training.batch()).times(views));
    }
    // The last batch of an epoch is filled up.
    Work once = table.plus(training.batch());
    return bound(TRAINING_A_PATCH, once.times(epochs == null ? 1 : epochs).times(views));
  }

  /** Bounds a network's inference. */
  Duration inference(Work work) {
    return timeouts.other() == null ? bound(INFERENCE_ON_A_PATCH, work) : timeouts.other();
  }

  /** Bounds what reads tables or images without a network. */
  Duration reading(Work work) {
    return timeouts.other() == null ? bound(READING_A_PATCH, work) : timeouts.other();
  }

  private static Duration bound(Duration each, Work work) {
    return work.isKnown() ? FLOOR.plus(each.multipliedBy(work.patches())) : UNKNOWN;
  }
}
