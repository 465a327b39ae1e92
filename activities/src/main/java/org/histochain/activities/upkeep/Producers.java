package org.histochain.activities.upkeep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Crew;
import org.histochain.activities.artifact.DamagedArtifactException;
import org.histochain.activities.step.Manifest;
import org.histochain.activities.step.Manifests;

/** Which step made which blob, by the manifests in a store. */
final class Producers {
  private final ArtifactStore store;
  private final List<String> keys = new ArrayList<>();
  private final DigestMap makers = new DigestMap();

  private Producers(ArtifactStore store) {
    this.store = store;
  }

  /** Reads the manifests of some steps. */
  static Producers of(ArtifactStore store, List<String> keys, UpkeepMonitor monitor)
      throws IOException {
    Producers producers = new Producers(store);
    try (Crew crew = new Crew()) {
      for (String key : keys) {
        crew.give(() -> producers.add(key, monitor));
      }
      crew.await();
    }
    return producers;
  }

  /** Reads all manifests in the store. */
  static Producers all(ArtifactStore store, UpkeepMonitor monitor) throws IOException {
    Producers producers = new Producers(store);
    try (Crew crew = new Crew()) {
      store.visit(
          StoreFolders.STEPS,
          object -> {
            Optional<String> key = StoreFolders.manifestKey(object.path());
            if (key.isPresent()) {
              crew.give(() -> producers.add(key.get(), monitor));
            }
          });
      crew.await();
    }
    return producers;
  }

  private void add(String key, UpkeepMonitor monitor) throws IOException {
    Optional<Manifest> manifest = manifest(store, key);
    synchronized (this) {
      keys.add(key);
      int number = keys.size() - 1;
      manifest.ifPresent(
          made ->
              made.result()
                  .outputs()
                  .values()
                  .forEach(output -> makers.put(output.sha256(), number)));
      monitor.progress("manifests", keys.size(), 0);
    }
  }

  /** Returns the key of the step that made a blob. */
  synchronized Optional<String> maker(String sha256) {
    long number = makers.get(sha256);
    return number < 0 ? Optional.empty() : Optional.of(keys.get((int) number));
  }

  /** Returns a step's manifest; empty where it is missing or damaged. */
  static Optional<Manifest> manifest(ArtifactStore store, String key) throws IOException {
    try {
      Optional<byte[]> content = StoreFolders.read(store, Manifest.path(key));
      return content.isEmpty()
          ? Optional.empty()
          : Optional.of(Manifests.parse(key, content.get()));
    } catch (DamagedArtifactException e) {
      return Optional.empty();
    }
  }
}
