package org.histochain.bench.chaos;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.Summary;
import org.histochain.activities.step.Json;

/** What a store holds when a chain has ended. */
final class StoreState {
  /** Its outputs tell times. */
  private static final String REPORT = "report";

  private final ArtifactStore store;

  StoreState(ArtifactStore store) {
    this.store = store;
  }

  /** Returns the digest of each stage's model by {@code iteration/stage}. */
  SortedMap<String, String> digests(String chain) throws IOException {
    Summary summary =
        new ChainFolder(store, chain)
            .summary()
            .orElseThrow(() -> new IOException("There is no chain " + chain));
    SortedMap<String, String> digests = new TreeMap<>();
    for (Summary.Stage stage : summary.stages()) {
      digests.put(
          "%03d/%s".formatted(stage.iteration(), Json.mapper().valueToTree(stage.stage()).asText()),
          stage.modelSha256());
    }
    return digests;
  }

  /** Returns the result of each finished step by its key, as JSON; the report's is left out. */
  SortedMap<String, String> results() throws IOException {
    SortedMap<String, String> results = new TreeMap<>();
    for (String path : store.list("steps/")) {
      JsonNode manifest = Json.mapper().readTree(text(path));
      if (!manifest.path("step").asText().equals(REPORT)) {
        results.put(manifest.path("key").asText(), manifest.path("result").toString());
      }
    }
    return results;
  }

  /** Returns what is wrong with manifests that were put aside: another result than the one now. */
  List<String> contradicted(Map<String, String> results) throws IOException {
    List<String> contradicted = new ArrayList<>();
    for (String path : store.list("quarantine/")) {
      try {
        JsonNode aside = Json.mapper().readTree(text(path));
        String now = results.get(aside.path("key").asText());
        if (now != null && !now.equals(aside.path("result").toString())) {
          contradicted.add(path);
        }
      } catch (JacksonException unreadable) {
        // It was put aside because it is damaged.
      }
    }
    return contradicted;
  }

  /** Returns the paths of objects whose bytes have not the digest that they are named for. */
  List<String> damagedObjects() throws IOException {
    List<String> damaged = new ArrayList<>();
    for (String path : store.list("objects/sha256/")) {
      if (!Artifacts.path(Sha256.of(bytes(path))).equals(path)) {
        damaged.add(path);
      }
    }
    return damaged;
  }

  private String text(String path) throws IOException {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  private byte[] bytes(String path) throws IOException {
    try (InputStream content = store.open(path)) {
      return content.readAllBytes();
    }
  }
}
