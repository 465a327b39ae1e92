package org.histochain.bench.chaos;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What a fault did.
 *
 * @param number from 1
 * @param kind name of its kind
 * @param target what was hit
 * @param step training step in course
 * @param update updates of it that were done
 * @param at when, UTC, ISO 8601
 * @param lasted seconds until it was lifted; 0 for what is over at once
 * @param secondsToProgress from the kill, or from when it was lifted, until training got on; where
 *     the store was out of reach, until something was stored
 * @param lostUpdates updates made that had to be made again
 * @param recovered what went on, and where
 */
@JsonPropertyOrder({
  "number",
  "kind",
  "target",
  "step",
  "update",
  "at",
  "lasted",
  "secondsToProgress",
  "lostUpdates",
  "recovered"
})
record FaultReport(
    int number,
    String kind,
    String target,
    String step,
    long update,
    String at,
    double lasted,
    double secondsToProgress,
    long lostUpdates,
    String recovered) {

  /** Returns the fault in one line. */
  String words() {
    return "fault %d, %s: %s, at update %d of %s; %s; %.1f s to progress, %d updates lost"
        .formatted(number, kind, target, update, step, recovered, secondsToProgress, lostUpdates);
  }
}
