package org.histochain.activities.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Tries whether a store does what Histochain relies on. */
public final class StoreProbe {
  private static final String FOLDER = "probe/";

  private StoreProbe() {}

  /**
   * Writes, reads, lists and deletes an object of its own.
   *
   * @return what was found to work, a line each
   * @throws StoreUnavailableException if the store cannot be reached
   * @throws StoreRefusedException if it refuses, or does not keep the contract; the message says
   *     how to mend it
   */
  public static List<String> check(ArtifactStore store) throws IOException {
    String path = FOLDER + UUID.randomUUID();
    byte[] first = "first".getBytes(StandardCharsets.UTF_8);
    byte[] second = "second".getBytes(StandardCharsets.UTF_8);
    try {
      require(store.putIfAbsent(path, first), store, "creates no object where there is none");
      require(
          !store.putIfAbsent(path, second) && holds(store, path, first),
          store,
          "overwrites where it is asked to create only (S3: If-None-Match is not honoured)");
      store.put(path, second);
      require(holds(store, path, second), store, "does not give back what was written last");
      require(store.list(FOLDER).contains(path), store, "does not list what was written");
    } finally {
      store.delete(path);
    }
    require(store.size(path).isEmpty(), store, "keeps what was deleted");
    return List.of(
        "objects can be written, read and overwritten",
        "of two creations of one object the second is refused",
        "objects can be listed and deleted");
  }

  private static boolean holds(ArtifactStore store, String path, byte[] expected)
      throws IOException {
    try (InputStream content = store.open(path)) {
      return Arrays.equals(content.readAllBytes(), expected);
    }
  }

  private static void require(boolean holds, ArtifactStore store, String fault)
      throws StoreRefusedException {
    if (!holds) {
      throw new StoreRefusedException(
          "The store "
              + store.describe()
              + " "
              + fault
              + ": use one that does, such as MinIO or a local folder");
    }
  }
}
