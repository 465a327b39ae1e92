package org.histochain.activities.checkpoint;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * When checkpoints are written: whichever comes first.
 *
 * @param interval time between two, above zero; where writing is slow it is longer, so that writing
 *     takes no more than a fiftieth of the time
 * @param updates updates between two, at least 1, however long writing takes; {@link
 *     Long#MAX_VALUE}: by time alone
 */
public record CheckpointRhythm(Duration interval, long updates) {
  /** By time alone, at what a crash may cost without anybody minding. */
  public static final CheckpointRhythm EVERY_MINUTE =
      new CheckpointRhythm(Duration.ofMinutes(1), Long.MAX_VALUE);

  public CheckpointRhythm {
    requireNonNull(interval, "interval is null");
    if (interval.isZero() || interval.isNegative() || updates < 1) {
      throw new IllegalArgumentException(
          "checkpoints every %s or %d updates: both must be above 0".formatted(interval, updates));
    }
  }
}
