package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * Names one immutable version of a data set: {@code datasets/<name>/<digest>.json} in the store.
 *
 * @param name name of the data set
 * @param digest SHA-256 of its manifest, 64 lower-case hexadecimal digits
 */
public record DatasetRef(String name, String digest) {
  public DatasetRef {
    requireNonNull(name, "name is null");
    requireNonNull(digest, "digest is null");
  }
}
