package org.histochain.activities.upkeep;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.Crew;
import org.histochain.activities.artifact.DamagedArtifactException;
import org.histochain.activities.artifact.MissingArtifactException;
import org.histochain.activities.artifact.ObjectReading;
import org.histochain.activities.artifact.Sha256;
import org.histochain.workflows.contract.ArtifactRef;

/** The blobs of a store: which there are, and whether each has the bytes that its name says. */
final class Blobs {
  private final ArtifactStore store;
  private final Findings findings;
  private final DigestMap sizes = new DigestMap();
  private long bytes;

  Blobs(ArtifactStore store, Findings findings) {
    this.store = store;
    this.findings = findings;
  }

  /** Reads all of them, noting those that are damaged. */
  void read(Crew crew, UpkeepMonitor monitor) throws IOException {
    store.visit(
        Artifacts.FOLDER,
        object -> {
          Optional<String> digest = Artifacts.digest(object.path());
          if (digest.isPresent()) {
            sizes.put(digest.get(), object.size());
            bytes += object.size();
          } else {
            findings.damaged(object.path(), Kinds.OBJECT, "its name is no digest");
          }
        });
    AtomicLong done = new AtomicLong();
    sizes.forEach(
        (digest, size) ->
            crew.give(
                () -> {
                  check(digest);
                  monitor.progress("objects", done.addAndGet(size), bytes);
                }));
    crew.await();
  }

  private void check(String digest) throws IOException {
    String path = Artifacts.path(digest);
    try {
      String found = ObjectReading.read(store, path, Sha256::of);
      if (!found.equals(digest)) {
        findings.damaged(path, Kinds.OBJECT, "its bytes have the digest " + found);
      }
    } catch (DamagedArtifactException e) {
      findings.damaged(path, Kinds.OBJECT, String.valueOf(e.getMessage()));
    } catch (MissingArtifactException e) {
      // Somebody has deleted it since it was listed: who refers to it will be found.
    }
  }

  /**
   * Looks at a blob that a record refers to.
   *
   * @return the path of the finding; empty where the blob is whole
   */
  Optional<String> use(ArtifactRef ref) throws IOException {
    String path = Artifacts.path(ref.sha256());
    if (findings.isFound(path)) {
      return Optional.of(path);
    }
    if (sizes.get(ref.sha256()) == ref.size()) {
      return Optional.empty();
    }
    long now = store.size(path).orElse(-1);
    if (now == ref.size()) {
      return Optional.empty();
    }
    if (now < 0) {
      findings.missing(path, Kinds.OBJECT, "it is missing");
    } else {
      findings.damaged(
          path, Kinds.OBJECT, "it has %d bytes where a record says %d".formatted(now, ref.size()));
    }
    return Optional.of(path);
  }

  long count() {
    return sizes.size();
  }

  long bytes() {
    return bytes;
  }
}
