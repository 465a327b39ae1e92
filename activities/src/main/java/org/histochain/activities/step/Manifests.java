package org.histochain.activities.step;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.DamagedArtifactException;
import org.histochain.activities.artifact.MissingArtifactException;
import org.histochain.activities.artifact.ObjectReading;
import org.histochain.activities.artifact.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The manifests in a store: found, published, put aside. */
public final class Manifests {
  private static final Logger log = LoggerFactory.getLogger(Manifests.class);

  /** A manifest and the very bytes it is stored as. */
  static final class Stored {
    private final Manifest manifest;
    private final byte[] content;

    Stored(Manifest manifest, byte[] content) {
      this.manifest = manifest;
      this.content = content;
    }

    Manifest manifest() {
      return manifest;
    }

    boolean sameBytes(Stored other) {
      return Arrays.equals(content, other.content);
    }
  }

  private final ArtifactStore store;

  public Manifests(ArtifactStore store) {
    this.store = store;
  }

  /**
   * Returns the manifest of a key, or empty where there is none. A damaged one is put aside in
   * {@code quarantine/} and counts as none.
   *
   * @throws IOException if a newer version of Histochain wrote it
   */
  public Optional<Manifest> find(String key) throws IOException {
    return findStored(key).map(Stored::manifest);
  }

  Optional<Stored> findStored(String key) throws IOException {
    Optional<byte[]> content = readOrDelete(key);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parsed(key, content.get()));
    } catch (DamagedArtifactException e) {
      log.warn("The manifest of step {} is damaged: {}", key, e.getMessage());
      quarantine(key, content.get());
      return Optional.empty();
    }
  }

  /**
   * Reads the bytes of the manifest of a key.
   *
   * @throws DamagedArtifactException if they are torn or changed, or those of another key's; the
   *     message begins as if "it" were named before
   * @throws IOException if a newer version of Histochain wrote them
   */
  public static Manifest parse(String key, byte[] content) throws IOException {
    SealedJson json = SealedJson.read(content);
    int schema = json.tree().path("schema").asInt();
    if (schema > Manifest.SCHEMA) {
      throw new IOException(
          "The manifest of step "
              + key
              + " has schema "
              + schema
              + ", this version reads up to "
              + Manifest.SCHEMA
              + ": use a worker as new as the one that wrote it");
    }
    Manifest manifest = json.as(Manifest.class);
    if (schema != Manifest.SCHEMA || !manifest.key().equals(key)) {
      throw new DamagedArtifactException("it is not that of this key");
    }
    return manifest;
  }

  private static Stored parsed(String key, byte[] content) throws IOException {
    return new Stored(parse(key, content), content);
  }

  /** Returns the bytes that {@link #publish} writes. */
  static Stored stored(Manifest manifest) {
    return new Stored(manifest, SealedJson.write(manifest));
  }

  /** Writes a manifest unless there is one; returns whether it did. */
  boolean publish(Stored mine) throws IOException {
    return store.putIfAbsent(Manifest.path(mine.manifest.key()), mine.content);
  }

  /** Copies a manifest to {@code quarantine/}, then deletes it unless it has changed since. */
  void quarantine(Stored stored) throws IOException {
    quarantine(stored.manifest.key(), stored.content);
  }

  private void quarantine(String key, byte[] content) throws IOException {
    String path = Manifest.path(key);
    String aside = "quarantine/" + path + "." + Sha256.of(content);
    store.put(aside, content);
    Optional<byte[]> now = read(path);
    if (now.isPresent() && Arrays.equals(now.get(), content)) {
      store.delete(path);
    }
    log.warn("The manifest of step {} was moved to {}", key, aside);
  }

  /** A manifest whose bytes the store has lost can be neither kept nor compared. */
  private Optional<byte[]> readOrDelete(String key) throws IOException {
    try {
      return read(Manifest.path(key));
    } catch (DamagedArtifactException e) {
      log.warn("The manifest of step {} is deleted: {}", key, e.getMessage());
      store.delete(Manifest.path(key));
      return Optional.empty();
    }
  }

  private Optional<byte[]> read(String path) throws IOException {
    try {
      return Optional.of(ObjectReading.read(store, path, InputStream::readAllBytes));
    } catch (MissingArtifactException e) {
      return Optional.empty();
    }
  }
}
