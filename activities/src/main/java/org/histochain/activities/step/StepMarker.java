package org.histochain.activities.step;

/**
 * Says that a chain has begun, or reused, a step: {@code chains/<id>/steps/<key>}. It keeps the
 * step's blobs from being collected as garbage.
 *
 * @param step kind of step
 * @param iteration 0 for the teacher and what belongs to it
 * @param startedAt UTC, ISO 8601
 */
public record StepMarker(String step, int iteration, String startedAt) {
  /** Returns the marker's path in the store. */
  public static String path(String chainId, String key) {
    return "chains/" + chainId + "/steps/" + key;
  }
}
