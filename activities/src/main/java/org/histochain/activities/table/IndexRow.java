package org.histochain.activities.table;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Where a patch of a data set is and what is known of it.
 *
 * @param id patch id
 * @param classIndex index of its class, from 0; -1: none
 * @param split the split that the data set declares: {@code train}, {@code validation} or {@code
 *     test}; null: none
 * @param group patient or case; null: the patch is a group of its own
 * @param shard index of its shard, from 0
 * @param row its place in the shard, from 0
 * @param pixelDigest SHA-256 of its decoded pixels, uint8 [side, side, 3]
 * @param sums sums over its pixels
 */
public record IndexRow(
    String id,
    int classIndex,
    @Nullable String split,
    @Nullable String group,
    int shard,
    int row,
    String pixelDigest,
    ChannelSums sums) {
  public IndexRow {
    requireNonNull(id, "id is null");
    requireNonNull(pixelDigest, "pixelDigest is null");
    requireNonNull(sums, "sums is null");
  }
}
