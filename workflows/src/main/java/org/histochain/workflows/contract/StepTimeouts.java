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
 * @param training longest attempt of trainTeacher, pretrain and finetune; null: by the size of the
 *     work
 * @param other longest attempt of any other step; null: by the size of the work
 */
public record StepTimeouts(
    Duration heartbeat, @Nullable Duration training, @Nullable Duration other) {
  /** 60 s of silence; what hangs and yet heartbeats is bounded by the size of the work. */
  public static final StepTimeouts DEFAULTS = new StepTimeouts(null, null, null);

  public StepTimeouts(
      @Nullable Duration heartbeat, @Nullable Duration training, @Nullable Duration other) {
    this.heartbeat = requireNonNullElse(heartbeat, Duration.ofSeconds(60));
    this.training = training;
    this.other = other;
  }
}
