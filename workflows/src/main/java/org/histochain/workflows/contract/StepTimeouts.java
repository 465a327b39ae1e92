package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When Temporal gives up on one attempt of a step and starts another. Every step heartbeats, save
 * recordFailure. What is left out (null) takes the default.
 *
 * @param heartbeat silence after which an attempt is lost; at least 60 s in production, shorter in
 *     fault tests
 * @param training longest attempt of trainTeacher, pretrain and finetune
 * @param other longest attempt of any other step
 */
public record StepTimeouts(Duration heartbeat, Duration training, Duration other) {
  /** 60 s of silence, 30 days of training, a day of anything else. */
  public static final StepTimeouts DEFAULTS = new StepTimeouts(null, null, null);

  // A dead worker is noticed by its silence: the longest attempts bound only what hangs and
  // heartbeats.
  public StepTimeouts(
      @Nullable Duration heartbeat, @Nullable Duration training, @Nullable Duration other) {
    this.heartbeat = requireNonNullElse(heartbeat, Duration.ofSeconds(60));
    this.training = requireNonNullElse(training, Duration.ofDays(30));
    this.other = requireNonNullElse(other, Duration.ofDays(1));
  }
}
