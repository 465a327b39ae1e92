package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * The tables that steps before the report may read: neither test nor the pool's truth.
 *
 * @param labelled patch_id, class, group of the labelled set
 * @param pool patch_id, group of the unlabelled pool
 * @param validation patch_id, class, group of the validation set
 */
public record TrainingTables(ArtifactRef labelled, ArtifactRef pool, ArtifactRef validation) {
  public TrainingTables {
    requireNonNull(labelled, "labelled is null");
    requireNonNull(pool, "pool is null");
    requireNonNull(validation, "validation is null");
  }
}
