package org.histochain.activities.upkeep;

import java.io.IOException;
import java.util.Optional;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.DamagedArtifactException;
import org.histochain.activities.step.SealedJson;

/** Reads records, noting those that are damaged. */
final class Records {
  private Records() {}

  /** Returns a sealed record; empty where it is damaged, which is noted, or deleted meanwhile. */
  static Optional<SealedJson> read(ArtifactStore store, String path, String kind, Findings findings)
      throws IOException {
    Optional<byte[]> content = bytes(store, path, kind, findings);
    try {
      return content.isEmpty() ? Optional.empty() : Optional.of(SealedJson.read(content.get()));
    } catch (DamagedArtifactException e) {
      findings.damaged(path, kind, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Returns a record of a type, likewise. */
  static <T> Optional<T> as(
      Optional<SealedJson> record, Class<T> type, String path, String kind, Findings findings) {
    try {
      return record.isEmpty() ? Optional.empty() : Optional.of(record.get().as(type));
    } catch (DamagedArtifactException e) {
      findings.damaged(path, kind, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Returns a file's bytes; empty where the store has lost them, which is noted, or deleted. */
  static Optional<byte[]> bytes(ArtifactStore store, String path, String kind, Findings findings)
      throws IOException {
    try {
      return StoreFolders.read(store, path);
    } catch (DamagedArtifactException e) {
      findings.damaged(path, kind, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
