package org.histochain.activities.importing;

import java.io.IOException;
import java.nio.file.Path;
import org.histochain.activities.artifact.FullDisk;

/** Says what to do where a disk is full. */
final class NoSpace {
  private NoSpace() {}

  /** Returns the fault, in words that help where it is a full disk. */
  static IOException explained(IOException fault, String name, String store, Path scratch) {
    if (!FullDisk.isCauseOf(fault)) {
      return fault;
    }
    return new IOException(
        "There is no space left to import %s, in %s or in %s: free some and import again, it goes on where it was; nothing was published"
            .formatted(name, store, scratch),
        fault);
  }
}
