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
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Sha256;

/**
 * What each version of each step's algorithm makes of two tiny chains: a digest over all outputs
 * and metrics of all its runs. A step that uses the engine has one for each numeric family, and on
 * a family that is not listed its version must be known, while {@link GoldenTensors} compares its
 * numbers; every other step has one for all machines.
 *
 * @param pins digest by step, version and numeric family, or {@link #EVERYWHERE}
 */
record GoldenSteps(SortedMap<String, SortedMap<String, SortedMap<String, String>>> pins) {
  /** The file in the tests' resources. */
  static final String FILE = "golden-steps.json";

  /** In place of a numeric family, for steps that do not use the engine. */
  static final String EVERYWHERE = "everywhere";

  private static final Set<String> USE_THE_ENGINE =
      Set.of("trainTeacher", "pretrain", "finetune", "pseudoLabel", "evaluate");

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

  /**
   * Collects what the steps in a store made. A report tells times, and so is left out; the metrics
   * of a step that uses the engine tell its speed, those of others are results.
   */
  static SortedMap<String, Made> made(ArtifactStore store) throws IOException {
    SortedMap<String, Integer> versions = new TreeMap<>();
    SortedMap<String, List<String>> results = new TreeMap<>();
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
      List<String> lines = results.computeIfAbsent(step, name -> new ArrayList<>());
      manifest
          .at("/result/outputs")
          .properties()
          .forEach(
              output ->
                  lines.add(output.getKey() + " " + output.getValue().path("sha256").asText()));
      if (!USE_THE_ENGINE.contains(step)) {
        lines.add("metrics " + manifest.path("metrics"));
      }
    }
    SortedMap<String, Made> made = new TreeMap<>();
    results.forEach(
        (step, lines) -> {
          String all = String.join("\n", lines.stream().sorted().toList());
          made.put(step, new Made(versions.getOrDefault(step, 0), Sha256.of(all.getBytes(UTF_8))));
        });
    return made;
  }

  /** Fails, saying what to do, unless every step made what its version is known to make. */
  void check(Map<String, Made> made, String family) {
    List<String> faults = new ArrayList<>();
    made.forEach(
        (step, now) -> {
          SortedMap<String, String> known = known(step, now.version());
          if (known.isEmpty()) {
            faults.add(
                "Step %s, version %d, has no pin on %s: write the pins anew by -Dgolden.write"
                    .formatted(step, now.version(), family));
          } else {
            change(step, now, known, family).ifPresent(faults::add);
          }
        });
    for (String step : pins.keySet()) {
      if (!made.containsKey(step)) {
        faults.add("Step %s is pinned but was not run".formatted(step));
      }
    }
    require(faults);
  }

  /** Returns these pins with new ones; fails where a version would change its output. */
  GoldenSteps with(Map<String, Made> made, String family) {
    List<String> faults = new ArrayList<>();
    SortedMap<String, SortedMap<String, SortedMap<String, String>>> more = new TreeMap<>();
    made.forEach(
        (step, now) -> {
          SortedMap<String, String> known = new TreeMap<>(known(step, now.version()));
          change(step, now, known, family).ifPresent(faults::add);
          known.put(place(step, family), now.digest());
          more.put(step, new TreeMap<>(Map.of(Integer.toString(now.version()), known)));
        });
    require(faults);
    return new GoldenSteps(more);
  }

  String json() throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(pins) + "\n";
  }

  private static String place(String step, String family) {
    return USE_THE_ENGINE.contains(step) ? family : EVERYWHERE;
  }

  private SortedMap<String, String> known(String step, int version) {
    return pins.getOrDefault(step, new TreeMap<>())
        .getOrDefault(Integer.toString(version), new TreeMap<>());
  }

  private static Optional<String> change(
      String step, Made now, Map<String, String> known, String family) {
    String pinned = known.getOrDefault(place(step, family), now.digest());
    return pinned.equals(now.digest())
        ? Optional.empty()
        : Optional.of(
            "Step %s, version %d, on %s made %s, not %s: raise its ALGORITHM_VERSION, and write the pins anew by -Dgolden.write"
                .formatted(step, now.version(), family, now.digest(), pinned));
  }

  private static void require(List<String> faults) {
    if (!faults.isEmpty()) {
      throw new AssertionError(String.join("\n", faults));
    }
  }
}
