package org.histochain.bench.chaos;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.SortedMap;

/**
 * The line that this ends with; relied upon from outside.
 *
 * @param kinds how many faults of each kind were counted
 * @param damagedObjects objects of wrong digest when all was done
 * @param lostSteps finished steps that were done again though nothing of them was damaged
 * @param contradictions steps with another result than the undisturbed run, or than one put aside
 * @param worstLostUpdates most updates that one fault cost
 * @param checkpointUpdates updates between two checkpoints at most
 * @param worstSecondsToProgress longest time from a kill, or the end of a lasting fault, to
 *     progress
 * @param heartbeatSeconds silence after which a worker counts as lost
 * @param resumes how often the chain ended, because of damage, and was resumed
 * @param planted damages that were done
 * @param unread those of them that nobody had read when the chain was done
 * @param gcRounds rounds of collecting garbage meanwhile
 * @param seconds of the disturbed chain
 */
@JsonPropertyOrder({
  "name",
  "faults",
  "seed",
  "kinds",
  "digestEqual",
  "damagedObjects",
  "lostSteps",
  "contradictions",
  "worstLostUpdates",
  "checkpointUpdates",
  "worstSecondsToProgress",
  "heartbeatSeconds",
  "resumes",
  "planted",
  "unread",
  "gcRounds",
  "iterations",
  "seconds",
  "undisturbedSeconds",
  "commit",
  "numericFamily"
})
record Outcome(
    String name,
    int faults,
    long seed,
    SortedMap<String, Integer> kinds,
    boolean digestEqual,
    int damagedObjects,
    int lostSteps,
    int contradictions,
    long worstLostUpdates,
    int checkpointUpdates,
    double worstSecondsToProgress,
    int heartbeatSeconds,
    int resumes,
    int planted,
    int unread,
    int gcRounds,
    int iterations,
    double seconds,
    double undisturbedSeconds,
    String commit,
    String numericFamily) {}
