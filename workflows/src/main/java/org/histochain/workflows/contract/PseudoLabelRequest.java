package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * Asks for the pseudo-labels of one shard.
 *
 * @param context for whom
 * @param input patches and network
 * @param model the teacher
 * @param pool the pool's table
 * @param shard index of the data set's shard, from 0
 */
public record PseudoLabelRequest(
    StepContext context, ModelInput input, ArtifactRef model, ArtifactRef pool, int shard) {
  public PseudoLabelRequest {
    requireNonNull(context, "context is null");
    requireNonNull(input, "input is null");
    requireNonNull(model, "model is null");
    requireNonNull(pool, "pool is null");
  }
}
