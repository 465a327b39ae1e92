package org.histochain.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.step.Json;

/**
 * Measures how soon a step's manifest follows on its outputs, by the times of MinIO's own files.
 */
final class UploadGaps {
  /** MinIO keeps an object as a folder of its name, with this file in it. */
  private static final String OBJECT = "xl.meta";

  private final ArtifactStore store;
  private final Path files;

  /**
   * @param files MinIO's folder of that store
   */
  UploadGaps(ArtifactStore store, Path files) {
    this.store = store;
    this.files = files;
  }

  /**
   * Returns the longest time, in seconds, from when any step's last output came to when its
   * manifest did.
   */
  double longest() throws IOException {
    double longest = 0;
    for (String path : store.list("steps/")) {
      long published = time(path);
      JsonNode manifest;
      try (InputStream content = store.open(path)) {
        manifest = Json.mapper().readTree(content.readAllBytes());
      }
      List<Long> uploads = new ArrayList<>();
      for (JsonNode output : manifest.path("result").path("outputs")) {
        uploads.add(time(Artifacts.path(output.path("sha256").asText())));
      }
      long last = uploads.stream().mapToLong(Long::longValue).max().orElse(published);
      longest = Math.max(longest, (published - last) / (double) TimeUnit.SECONDS.toMillis(1));
    }
    return longest;
  }

  private long time(String path) throws IOException {
    return Files.getLastModifiedTime(files.resolve(path).resolve(OBJECT)).toMillis();
  }
}
