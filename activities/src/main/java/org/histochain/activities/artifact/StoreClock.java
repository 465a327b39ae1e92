package org.histochain.activities.artifact;

import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/** Reads a store's clock. Ages of objects are counted by it alone, whatever this machine's says. */
public final class StoreClock {
  private StoreClock() {}

  /** Returns the time at which the store notes what is written to it now. */
  public static Instant now(ArtifactStore store) throws IOException {
    String path = "probe/" + UUID.randomUUID();
    store.put(path, new byte[0]);
    try {
      return store
          .stat(path)
          .orElseThrow(
              () ->
                  new IOException(
                      "The store "
                          + store.describe()
                          + " lost "
                          + path
                          + ", which was just written: somebody deletes its objects"))
          .modified();
    } finally {
      store.delete(path);
    }
  }
}
