package org.histochain.worker.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.network.SafetensorsFile;
import org.histochain.activities.network.Tensor;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.step.Manifest;
import org.histochain.activities.table.ScoreRows;
import org.histochain.activities.table.ScoreTableFile;

/**
 * The numbers that the steps which use the engine made in a chain's first iteration, by step and
 * name: they agree between numeric families, where digests cannot.
 */
final class GoldenTensors {
  /** The file in the tests' resources. */
  static final String FILE = "golden-tensors.safetensors";

  private static final double TOLERANCE = 1e-5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private GoldenTensors() {}

  static SortedMap<String, Tensor> read() throws IOException {
    try (InputStream content = GoldenTensors.class.getResourceAsStream("/" + FILE)) {
      return SafetensorsFile.read(requireNonNull(content).readAllBytes());
    }
  }

  /** Collects them from the manifests of a chain's steps. */
  static SortedMap<String, Tensor> made(Artifacts artifacts, String chainId) throws IOException {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    for (String key : new ChainFolder(artifacts.store(), chainId).stepKeys()) {
      JsonNode manifest;
      try (InputStream content = artifacts.store().open(Manifest.path(key))) {
        manifest = JSON.readTree(content);
      }
      String step = manifest.path("step").asText();
      JsonNode request = manifest.path("request");
      switch (step) {
        case "trainTeacher" -> model(step, artifacts, manifest, tensors);
        case "pretrain", "finetune" -> {
          if (request.path("purpose").asText().endsWith("-1")) {
            model(step, artifacts, manifest, tensors);
          }
        }
        case "pseudoLabel" -> {
          if (request.path("shard").asInt() == 0) {
            scores(step, "scores", artifacts, manifest, tensors);
          }
        }
        case "evaluate" -> scores(step, "predictions", artifacts, manifest, tensors);
        default -> {}
      }
    }
    return tensors;
  }

  private static void model(
      String step, Artifacts artifacts, JsonNode manifest, SortedMap<String, Tensor> tensors)
      throws IOException {
    SafetensorsFile.read(Files.readAllBytes(output("model", artifacts, manifest)))
        .forEach((name, tensor) -> tensors.put(step + "/" + name, tensor));
  }

  /** A model's scores are named by its digest: it was drawn, so it is the same everywhere. */
  private static void scores(
      String step,
      String output,
      Artifacts artifacts,
      JsonNode manifest,
      SortedMap<String, Tensor> tensors)
      throws IOException {
    ScoreRows rows = ScoreTableFile.read(output(output, artifacts, manifest));
    int classes = rows.classes().size();
    float[] flat = new float[rows.ids().size() * classes];
    for (int row = 0; row < rows.ids().size(); row++) {
      System.arraycopy(rows.probabilities()[row], 0, flat, row * classes, classes);
    }
    String model = manifest.at("/inputs/model/sha256").asText().substring(0, 12);
    tensors.put(step + "/" + model, Tensor.floats(List.of(rows.ids().size(), classes), flat));
  }

  private static Path output(String name, Artifacts artifacts, JsonNode manifest)
      throws IOException {
    return artifacts.fetch(manifest.at("/result/outputs/" + name + "/sha256").asText());
  }

  /** Fails unless all agree within 1e-5 of a tensor's largest value (at least 1). */
  static void requireClose(Map<String, Tensor> actual, Map<String, Tensor> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, tensor) -> requireClose(name, requireNonNull(actual.get(name)), tensor));
  }

  private static void requireClose(String name, Tensor actual, Tensor expected) {
    if (!expected.type().equals(Tensor.F32)) {
      assertThat(actual.data().mismatch(expected.data())).as(name).isEqualTo(-1);
      return;
    }
    float[] values = actual.toFloats();
    float[] pinned = expected.toFloats();
    assertThat(values).as(name).hasSameSizeAs(pinned);
    double scale = 1;
    for (float value : pinned) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int index = 0; index < pinned.length; index++) {
      assertThat((double) values[index])
          .as("%s, value %d", name, index)
          .isCloseTo(pinned[index], within(TOLERANCE * scale));
    }
  }
}
