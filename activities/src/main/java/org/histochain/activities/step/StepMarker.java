package org.histochain.activities.step;

import org.jspecify.annotations.Nullable;

/**
 * Says that a chain has begun, or reused, a step: {@code chains/<id>/steps/<key>}. It keeps the
 * step's blobs from being collected as garbage.
 *
 * @param step kind of step
 * @param iteration 0 for the teacher and what belongs to it
 * @param startedAt UTC, ISO 8601
 * @param finishedAt when the chain had its result, UTC, ISO 8601: there must be a manifest from
 *     then on; null: not yet, or an older version did the step
 */
public record StepMarker(
    String step, int iteration, String startedAt, @Nullable String finishedAt) {
  /** A step that begins. */
  public StepMarker(String step, int iteration, String startedAt) {
    this(step, iteration, startedAt, null);
  }

  /** Returns this step with a result. */
  public StepMarker finished(String time) {
    return new StepMarker(step, iteration, startedAt, time);
  }

  /** Returns the marker's path in the store. */
  public static String path(String chainId, String key) {
    return "chains/" + chainId + "/steps/" + key;
  }
}
