package org.histochain.workflows.experiment;

import org.histochain.workflows.contract.ArtifactRef;
import org.jspecify.annotations.Nullable;

/**
 * How far an experiment has come.
 *
 * @param round the round in course, from 0
 * @param tuning blob of what the rounds before have found; null: nothing yet
 * @param families families of that round that have ended: all of the first so many
 * @param runs chains that have ended, in all rounds
 * @param failed how many of them failed
 */
public record ExperimentCarried(
    int round, @Nullable ArtifactRef tuning, int families, int runs, int failed) {
  static final ExperimentCarried NOTHING = new ExperimentCarried(0, null, 0, 0, 0);
}
