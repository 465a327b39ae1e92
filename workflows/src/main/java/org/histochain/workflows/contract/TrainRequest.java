package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Asks for one training step.
 *
 * @param context for whom
 * @param input patches and network
 * @param purpose names the random draws apart: {@code teacher}, {@code pretrain-1}, {@code
 *     finetune-1}, …
 * @param table the labelled table (trainTeacher, finetune) or the selection (pretrain)
 * @param pool the pool's table, which vouches for a selection's images; null where {@code table} is
 *     labelled
 * @param initial weights to start from; null: fresh ones
 * @param training settings of the step
 * @param augment augmentation
 * @param seed the chain's seed
 */
public record TrainRequest(
    StepContext context,
    ModelInput input,
    String purpose,
    ArtifactRef table,
    @Nullable ArtifactRef pool,
    @Nullable ArtifactRef initial,
    TrainingSpec training,
    AugmentSpec augment,
    long seed) {
  public TrainRequest {
    requireNonNull(context, "context is null");
    requireNonNull(input, "input is null");
    requireNonNull(purpose, "purpose is null");
    requireNonNull(table, "table is null");
    requireNonNull(training, "training is null");
    requireNonNull(augment, "augment is null");
  }
}
