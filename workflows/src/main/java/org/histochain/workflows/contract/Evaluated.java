package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * A model's scores and where the details are.
 *
 * @param scores the scores
 * @param details JSON: confusion matrix (rows truth, columns prediction) and reliability bins
 * @param predictions Parquet like a score table: the softmax of every patch of the set
 * @param run how the result came about
 */
public record Evaluated(Scores scores, ArtifactRef details, ArtifactRef predictions, StepRun run) {
  public Evaluated {
    requireNonNull(scores, "scores is null");
    requireNonNull(details, "details is null");
    requireNonNull(predictions, "predictions is null");
    requireNonNull(run, "run is null");
  }
}
