package org.histochain.workflows.experiment;

import static java.util.Objects.requireNonNull;

import org.histochain.workflows.contract.ArtifactRef;

/**
 * The end of an experiment.
 *
 * @param runs chains that have ended, in all rounds
 * @param failed how many of them failed
 * @param results {@code results.json}
 */
public record ExperimentResult(int runs, int failed, ArtifactRef results) {
  public ExperimentResult {
    requireNonNull(results, "results is null");
  }
}
