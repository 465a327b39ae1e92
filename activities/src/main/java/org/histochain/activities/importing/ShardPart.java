package org.histochain.activities.importing;

import java.util.List;
import java.util.SortedMap;
import org.histochain.activities.table.ChannelSums;
import org.histochain.workflows.contract.ArtifactRef;
import org.jspecify.annotations.Nullable;

/**
 * What became of a shard of a source. Patches are named by their place in it, from 0.
 *
 * @param blob the tar file; null where no image could be taken
 * @param rows the patches in the tar file, in its order
 * @param faults the images that could not be taken
 * @param converted images that were not 8-bit RGB, by what they were
 * @param resized images that had another size
 */
record ShardPart(
    @Nullable ArtifactRef blob,
    List<Row> rows,
    List<ImageFault> faults,
    SortedMap<String, Integer> converted,
    int resized) {

  /**
   * A patch of the shard.
   *
   * @param entry its place in the source's shard
   * @param pixelDigest SHA-256 of its pixels
   * @param sums sums over its pixels
   */
  record Row(int entry, String pixelDigest, ChannelSums sums) {}

  ShardPart {
    rows = List.copyOf(rows);
    faults = List.copyOf(faults);
  }
}
