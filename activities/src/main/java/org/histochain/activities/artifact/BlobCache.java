package org.histochain.activities.artifact;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Verified copies of blobs in a local folder. Whatever happens to the folder's content is healed: a
 * copy is looked at anew each time it is asked for.
 */
final class BlobCache {
  private static final int TRIES = 3;

  private final Path folder;

  BlobCache(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  @FunctionalInterface
  interface Download {
    /** Writes the blob's bytes, which must have the digest asked for. */
    void to(Path file) throws IOException;
  }

  /** Returns the whole copy of a blob, or null where there is none. */
  @Nullable Path find(String sha256) throws IOException {
    Path copy = place(sha256);
    try {
      return Sha256.of(copy).equals(sha256) ? copy : null;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Puts a downloaded blob in its place and returns that. */
  Path add(String sha256, Download download) throws IOException {
    for (int tries = 1; ; tries++) {
      try (WholeFile file = WholeFile.in(folder.resolve("incoming"))) {
        download.to(file.path());
        // Nobody is to write through a copy that others map.
        file.path().toFile().setReadOnly();
        Path copy = place(sha256);
        file.replace(copy);
        return copy;
      } catch (NoSuchFileException e) {
        // Somebody deletes the folder under our hands, as they may.
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }

  private Path place(String sha256) {
    return folder.resolve("sha256").resolve(sha256.substring(0, 2)).resolve(sha256.substring(2));
  }
}
