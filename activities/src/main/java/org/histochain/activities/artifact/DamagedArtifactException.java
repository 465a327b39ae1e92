package org.histochain.activities.artifact;

import java.io.IOException;

/** A blob's bytes do not have the digest, or the size, that names it. */
public final class DamagedArtifactException extends IOException {
  private static final long serialVersionUID = 1L;

  public DamagedArtifactException(String message) {
    super(message);
  }

  public DamagedArtifactException(String message, Throwable cause) {
    super(message, cause);
  }
}
