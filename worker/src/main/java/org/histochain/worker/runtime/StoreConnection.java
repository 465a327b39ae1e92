package org.histochain.worker.runtime;

import java.io.IOException;
import java.util.function.Consumer;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.StoreProbe;
import org.histochain.activities.artifact.StoreUnavailableException;
import org.histochain.activities.artifact.Stores;

/** Opens the artifact store for a worker, which may be started before it. */
public final class StoreConnection {
  private StoreConnection() {}

  /**
   * Opens the store as soon as it answers and does what Histochain relies on, saying so once and
   * then every half minute.
   *
   * @throws IOException if the store answers but refuses
   */
  public static ArtifactStore waitFor(StoreLocation location, Consumer<String> log)
      throws IOException, InterruptedException {
    Waiting waiting = new Waiting(log);
    ArtifactStore store = Stores.open(location);
    while (true) {
      try {
        StoreProbe.check(store);
        return store;
      } catch (StoreUnavailableException e) {
        waiting.pause(
            "Waiting for the store: %s: start the local stack with `histochain up`, or set"
                    .formatted(e.getMessage())
                + " HISTOCHAIN_STORE");
      } catch (IOException | RuntimeException e) {
        store.close();
        throw e;
      }
    }
  }
}
