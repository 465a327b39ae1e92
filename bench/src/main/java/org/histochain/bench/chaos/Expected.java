package org.histochain.bench.chaos;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import org.histochain.activities.step.Json;

/**
 * What the chain ends with when nothing disturbs it.
 *
 * @param commit commit of the code that ran
 * @param settings digest of the chain file
 * @param numericFamily machines that compute the same bits
 * @param digests digest of each stage's model
 * @param results result of each step by its key, as JSON
 * @param seconds how long the chain took
 * @param uploadToManifest longest time in seconds between a step's last upload and its manifest
 */
record Expected(
    String commit,
    String settings,
    String numericFamily,
    SortedMap<String, String> digests,
    SortedMap<String, String> results,
    double seconds,
    double uploadToManifest) {
  Expected {
    requireNonNull(commit, "commit is null");
    requireNonNull(settings, "settings is null");
    requireNonNull(numericFamily, "numericFamily is null");
    requireNonNull(digests, "digests is null");
    requireNonNull(results, "results is null");
  }

  /** Reads a file; empty unless it is of this commit, whole, these settings and this family. */
  static Optional<Expected> read(Path file, String commit, String settings, String family)
      throws IOException {
    if (!Files.exists(file) || commit.contains("+")) {
      return Optional.empty();
    }
    Expected kept = Json.mapper().readValue(Files.readAllBytes(file), Expected.class);
    boolean same =
        kept.commit.equals(commit)
            && kept.settings.equals(settings)
            && kept.numericFamily.equals(family);
    return same ? Optional.of(kept) : Optional.empty();
  }

  void write(Path file) throws IOException {
    Files.write(file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
  }
}
