package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * The chain's patch tables. A patch is in at most one of them; the pool's has no classes.
 *
 * @param labelled patch_id, class, group of the labelled set
 * @param pool patch_id, group of the unlabelled pool
 * @param validation patch_id, class, group of the validation set
 * @param test patch_id, class, group of the test set; only the report step may read it
 * @param poolTruth patch_id, class, group of the pool patches whose truth is known; only the report
 *     step may read it
 */
public record PatchTables(
    ArtifactRef labelled,
    ArtifactRef pool,
    ArtifactRef validation,
    ArtifactRef test,
    ArtifactRef poolTruth) {
  public PatchTables {
    requireNonNull(labelled, "labelled is null");
    requireNonNull(pool, "pool is null");
    requireNonNull(validation, "validation is null");
    requireNonNull(test, "test is null");
    requireNonNull(poolTruth, "poolTruth is null");
  }

  /** Returns the tables without those that only the report may read. */
  public TrainingTables forTraining() {
    return new TrainingTables(labelled, pool, validation);
  }
}
