package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the selection.
 *
 * @param context for whom
 * @param scores index of the pool's score tables
 * @param classes class names, in the order of the probabilities
 * @param filter K, P and alignment
 * @param labelled the labelled table, where the filter aligns with its class frequencies; else null
 */
public record FilterRequest(
    StepContext context,
    ArtifactRef scores,
    List<String> classes,
    FilterSpec filter,
    @Nullable ArtifactRef labelled) {
  public FilterRequest {
    requireNonNull(context, "context is null");
    requireNonNull(scores, "scores is null");
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    requireNonNull(filter, "filter is null");
  }

  /** Asks for the selection of a filter that does not look at the labelled set. */
  public FilterRequest(
      StepContext context, ArtifactRef scores, List<String> classes, FilterSpec filter) {
    this(context, scores, classes, filter, null);
  }
}
