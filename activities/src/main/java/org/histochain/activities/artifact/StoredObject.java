package org.histochain.activities.artifact;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a store says of an object.
 *
 * @param path where it is
 * @param size its length in bytes
 * @param modified when it was last written, by the clock of the store; S3 gives whole seconds
 */
public record StoredObject(String path, long size, Instant modified) {
  public StoredObject {
    requireNonNull(path, "path is null");
    requireNonNull(modified, "modified is null");
  }
}
