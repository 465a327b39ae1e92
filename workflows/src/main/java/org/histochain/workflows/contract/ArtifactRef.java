package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * Names a blob in the artifact store by its content.
 *
 * @param sha256 SHA-256 of the bytes, 64 lower-case hexadecimal digits
 * @param size length in bytes
 */
public record ArtifactRef(String sha256, long size) {
  public ArtifactRef {
    requireNonNull(sha256, "sha256 is null");
  }
}
