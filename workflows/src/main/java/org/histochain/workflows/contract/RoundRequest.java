package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Names one round of an experiment: tuning has a round for each rung, the last round holds the runs
 * that are reported.
 *
 * @param experiment id of the experiment
 * @param plan blob of its plan
 * @param round from 0
 * @param tuning blob of what the rounds before have found; null before the first has ended, and
 *     where nothing is tuned
 */
public record RoundRequest(
    String experiment, ArtifactRef plan, int round, @Nullable ArtifactRef tuning) {
  public RoundRequest {
    requireNonNull(experiment, "experiment is null");
    requireNonNull(plan, "plan is null");
  }
}
