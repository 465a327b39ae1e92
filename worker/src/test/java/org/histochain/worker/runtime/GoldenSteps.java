package org.histochain.worker.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Sha256;

/**
 * What each version of each step's algorithm makes of a tiny chain: a digest over all outputs of
 * all its runs. It holds for one numeric family, since models come into nearly everything; on a
 * family that is not listed the versions must be known, and the test compares a model's tensors.
 *
 * @param pins digest by step, version and numeric family
 */
record GoldenSteps(SortedMap<String, SortedMap<String, SortedMap<String, String>>> pins) {
  /** The file in the tests' resources. */
  static final String FILE = "golden-steps.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What a step made.
   *
   * @param version its algorithm's
   * @param digest of all its outputs
   */
  record Made(int version, String digest) {}

  static GoldenSteps read() throws IOException {
    try (InputStream file = GoldenSteps.class.getResourceAsStream("/" + FILE)) {
      return new GoldenSteps(JSON.readValue(file, new TypeReference<>() {}));
    }
  }

  /** Collects what the steps in a store made; a report tells times, and so is left out. */
  static SortedMap<String, Made> made(ArtifactStore store) throws IOException {
    SortedMap<String, Integer> versions = new TreeMap<>();
    SortedMap<String, List<String>> outputs = new TreeMap<>();
    for (String path : store.list("steps/")) {
      JsonNode manifest;
      try (InputStream content = store.open(path)) {
        manifest = JSON.readTree(content);
      }
      String step = manifest.path("step").asText();
      if (step.equals("report")) {
        continue;
      }
      versions.put(step, manifest.path("algorithmVersion").asInt());
      manifest
          .at("/result/outputs")
          .properties()
          .forEach(
              output ->
                  outputs
                      .computeIfAbsent(step, key -> new ArrayList<>())
                      .add(output.getKey() + " " + output.getValue().path("sha256").asText()));
    }
    SortedMap<String, Made> made = new TreeMap<>();
    outputs.forEach(
        (step, lines) -> {
          String all = String.join("\n", lines.stream().sorted().toList());
          made.put(step, new Made(versions.getOrDefault(step, 0), Sha256.of(all.getBytes(UTF_8))));
        });
    return made;
  }

  /** Fails, saying what to do, unless every step made what its version is known to make. */
  void check(Map<String, Made> made, String family) {
    made.forEach(
        (step, now) -> {
          SortedMap<String, String> known = known(step, now.version());
          if (known.isEmpty()) {
            throw new AssertionError(
                "Step %s, version %d, has no pin on %s: write the pins anew by -Dgolden.write"
                    .formatted(step, now.version(), family));
          }
          requireSame(step, now, known.getOrDefault(family, now.digest()), family);
        });
    for (String step : pins.keySet()) {
      if (!made.containsKey(step)) {
        throw new AssertionError("Step %s is pinned but was not run".formatted(step));
      }
    }
  }

  /** Returns these pins with new ones; fails where a version would change its output. */
  GoldenSteps with(Map<String, Made> made, String family) {
    SortedMap<String, SortedMap<String, SortedMap<String, String>>> more = new TreeMap<>();
    made.forEach(
        (step, now) -> {
          SortedMap<String, String> known = new TreeMap<>(known(step, now.version()));
          requireSame(step, now, known.getOrDefault(family, now.digest()), family);
          known.put(family, now.digest());
          more.put(step, new TreeMap<>(Map.of(Integer.toString(now.version()), known)));
        });
    return new GoldenSteps(more);
  }

  String json() throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(pins) + "\n";
  }

  private SortedMap<String, String> known(String step, int version) {
    return pins.getOrDefault(step, new TreeMap<>())
        .getOrDefault(Integer.toString(version), new TreeMap<>());
  }

  private static void requireSame(String step, Made now, String known, String family) {
    if (!known.equals(now.digest())) {
      throw new AssertionError(
          "Step %s, version %d, on %s made %s, not %s: raise its ALGORITHM_VERSION, and write the pins anew by -Dgolden.write"
              .formatted(step, now.version(), family, now.digest(), known));
    }
  }
}
