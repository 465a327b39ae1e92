package org.histochain.activities.dataset;

import static java.util.Objects.requireNonNull;

import org.histochain.workflows.contract.ArtifactRef;

/**
 * A tar file of encoded patches, {@code <patch id>.png} each.
 *
 * @param sha256 digest of the tar file
 * @param size its length in bytes
 * @param patches number of patches in it
 */
public record DatasetShard(String sha256, long size, int patches) {
  public DatasetShard {
    requireNonNull(sha256, "sha256 is null");
  }

  /** Names the tar file's blob. */
  public ArtifactRef ref() {
    return new ArtifactRef(sha256, size);
  }
}
