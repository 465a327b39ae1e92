package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * Soft labels of one shard's pool patches.
 *
 * @param table Parquet: {@code patch_id} string, {@code p_<class>} float32; rows in shard order;
 *     may have none
 * @param rows number of rows
 */
public record ScoreTable(ArtifactRef table, int rows) {
  public ScoreTable {
    requireNonNull(table, "table is null");
  }
}
