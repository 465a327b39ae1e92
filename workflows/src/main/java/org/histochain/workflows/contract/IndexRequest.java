package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Asks for one index over many parts, so that payloads stay small. Exactly one of the lists is
 * filled.
 *
 * @param context for whom
 * @param tables score tables, in shard order (a batch's index)
 * @param indices indices, in batch order (the pool's index)
 */
public record IndexRequest(
    StepContext context, List<ScoreTable> tables, List<ArtifactRef> indices) {
  public IndexRequest {
    requireNonNull(context, "context is null");
    tables = List.copyOf(requireNonNull(tables, "tables is null"));
    indices = List.copyOf(requireNonNull(indices, "indices is null"));
  }
}
