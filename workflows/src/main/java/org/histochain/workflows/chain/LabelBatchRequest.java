package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.StepTimeouts;
import org.jspecify.annotations.Nullable;

/**
 * Starts one batch of pseudo-labelling.
 *
 * @param context chain and iteration
 * @param input patches and network
 * @param model the teacher
 * @param pool the pool's table
 * @param firstShard first shard of the batch
 * @param shards shards in the batch, 1 to {@link #MAX_SHARDS}
 * @param timeouts of its steps
 * @param patches patches in the pool, which bound those of a shard; null: not known
 */
public record LabelBatchRequest(
    StepContext context,
    ModelInput input,
    ArtifactRef model,
    ArtifactRef pool,
    int firstShard,
    int shards,
    StepTimeouts timeouts,
    @Nullable Integer patches) {
  /** Keeps a batch's history below the size where Temporal suggests to continue as new. */
  public static final int MAX_SHARDS = 500;

  public LabelBatchRequest {
    requireNonNull(context, "context is null");
    requireNonNull(input, "input is null");
    requireNonNull(model, "model is null");
    requireNonNull(pool, "pool is null");
    requireNonNull(timeouts, "timeouts is null");
  }
}
