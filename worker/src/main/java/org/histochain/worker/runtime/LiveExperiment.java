package org.histochain.worker.runtime;

import static java.util.Objects.requireNonNull;

import org.histochain.workflows.experiment.ExperimentProgress;
import org.jspecify.annotations.Nullable;

/**
 * What Temporal knows of an experiment.
 *
 * @param state of its latest run
 * @param progress how far it is; null unless it runs and a worker answers
 * @param reason why it failed; null unless it did
 */
public record LiveExperiment(
    LiveChain.State state, @Nullable ExperimentProgress progress, @Nullable String reason) {
  public LiveExperiment {
    requireNonNull(state, "state is null");
  }
}
