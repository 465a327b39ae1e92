package org.histochain.activities.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.histochain.activities.artifact.Sha256;

/** Looks whether a checkpoint is whole, without holding it in memory. */
public final class CheckpointCheck {
  private CheckpointCheck() {}

  /** Returns whether a checkpoint, and no note of a start, is at a path. */
  public static boolean isCheckpoint(String path) {
    return path.substring(path.lastIndexOf('/') + 1).matches(CheckpointFolder.UPDATE);
  }

  /**
   * Reads a checkpoint of the step {@code key} to its end.
   *
   * @return what is wrong with it, as if "it" were named before; empty: nothing
   */
  public static Optional<String> fault(String key, InputStream content) throws IOException {
    int length = CheckpointFile.head(key, "").length() + CheckpointFile.DIGITS;
    byte[] head = content.readNBytes(length);
    String expected = CheckpointFile.head(key, Sha256.of(content));
    return new String(head, StandardCharsets.US_ASCII).equals(expected)
        ? Optional.empty()
        : Optional.of("it is torn or changed, or that of another step");
  }
}
