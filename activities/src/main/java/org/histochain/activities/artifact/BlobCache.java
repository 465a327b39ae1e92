package org.histochain.activities.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Verified copies of blobs in a local folder. Whatever happens to the folder's content is healed: a
 * copy is looked at anew each time it is asked for.
 */
final class BlobCache {
  private static final int TRIES = 3;

  private final LocalCache cache;

  BlobCache(LocalCache cache) {
    this.cache = cache;
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
      if (!Sha256.of(copy).equals(sha256)) {
        return null;
      }
      cache.used(copy);
      return copy;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Puts a downloaded blob in its place and returns that. */
  Path add(String sha256, Download download) throws IOException {
    Path copy = place(sha256);
    for (int tries = 1; ; tries++) {
      try {
        cache.write(() -> fill(copy, download));
        cache.used(copy);
        cache.added(Files.size(copy));
        return copy;
      } catch (NoSuchFileException e) {
        // Somebody deletes the folder under our hands, as they may.
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }

  private void fill(Path copy, Download download) throws IOException {
    try (WholeFile file = WholeFile.in(cache.incoming())) {
      download.to(file.path());
      // Nobody is to write through a copy that others map.
      file.path().toFile().setReadOnly();
      file.replace(copy);
    }
  }

  private Path place(String sha256) {
    return cache.blobs().resolve(sha256.substring(0, 2)).resolve(sha256.substring(2));
  }
}
