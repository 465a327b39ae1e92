package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Asks for the scores of the pooled out-of-fold predictions: each labelled patch is predicted by
 * the one model that never saw it.
 *
 * @param context for whom
 * @param classes class names, in the order of the probabilities
 * @param tables patches held out, with their classes, by fold
 * @param predictions the predictions of each fold's model for them, by fold
 * @param seed seed of the bootstrap
 */
public record PoolFoldsRequest(
    StepContext context,
    List<String> classes,
    List<ArtifactRef> tables,
    List<ArtifactRef> predictions,
    long seed) {
  public PoolFoldsRequest {
    requireNonNull(context, "context is null");
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    tables = List.copyOf(requireNonNull(tables, "tables is null"));
    predictions = List.copyOf(requireNonNull(predictions, "predictions is null"));
  }
}
