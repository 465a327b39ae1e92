package org.histochain.activities.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects, telling one whose bytes the server has lost from a server that is away. MinIO
 * answers a request for a rotten object with 503 or a broken stream, for ever: taken for an outage,
 * it would be waited for in vain and never made again.
 */
public final class ObjectReading {
  private static final int TRIES = 3;

  private ObjectReading() {}

  /** Takes an object's content; may be called again, with the content from its beginning. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(InputStream content) throws IOException;
  }

  /**
   * Has an object read.
   *
   * @throws MissingArtifactException if there is none
   * @throws DamagedArtifactException if the store knows the object and yet cannot give its bytes
   */
  public static <T> T read(ArtifactStore store, String path, Reader<T> reader) throws IOException {
    for (int tries = 1; ; tries++) {
      try (InputStream content = store.open(path)) {
        return reader.read(content);
      } catch (StoreUnavailableException e) {
        if (timedOut(e)) {
          throw e;
        }
        if (store.size(path).isEmpty()) {
          throw MissingArtifactException.of(path, store);
        }
        if (tries == TRIES) {
          throw new DamagedArtifactException(
              "The store "
                  + store.describe()
                  + " has "
                  + path
                  + " and cannot give its bytes; run again the step, or the import, that made it",
              e);
        }
      }
    }
  }

  /** A slow server is no sign of damage. */
  private static boolean timedOut(Throwable fault) {
    for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedIOException) {
        return true;
      }
    }
    return false;
  }
}
