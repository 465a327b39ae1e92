package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Asks for the selection.
 *
 * @param context for whom
 * @param scores index of the pool's score tables
 * @param classes class names, in the order of the probabilities
 * @param filter K and P
 */
public record FilterRequest(
    StepContext context, ArtifactRef scores, List<String> classes, FilterSpec filter) {
  public FilterRequest {
    requireNonNull(context, "context is null");
    requireNonNull(scores, "scores is null");
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    requireNonNull(filter, "filter is null");
  }
}
