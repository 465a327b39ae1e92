package org.histochain.activities.artifact;

import java.io.IOException;

/** There is no object of that path in the store. */
public final class MissingArtifactException extends IOException {
  private static final long serialVersionUID = 1L;

  public MissingArtifactException(String message) {
    super(message);
  }

  static MissingArtifactException of(String path, ArtifactStore store) {
    return new MissingArtifactException(
        "There is no " + path + " in the store " + store.describe());
  }
}
