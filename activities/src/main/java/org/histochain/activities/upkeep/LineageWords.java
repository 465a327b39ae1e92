package org.histochain.activities.upkeep;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.histochain.activities.step.Manifest;
import org.histochain.workflows.contract.ArtifactRef;

/** Says what a step made, in the words of the method. */
final class LineageWords {
  private LineageWords() {}

  /** Returns what an output of a step is. */
  static String of(Manifest manifest, String sha256) {
    String output =
        manifest.result().outputs().entrySet().stream()
            .filter(entry -> entry.getValue().sha256().equals(sha256))
            .map(Map.Entry<String, ArtifactRef>::getKey)
            .findFirst()
            .orElse("");
    return switch (manifest.step()) {
      case "trainTeacher" -> "teacher" + fold(manifest);
      case "pretrain" -> "student of iteration %s, pretrained".formatted(iteration(manifest));
      case "finetune" -> "student of iteration %s, fine-tuned".formatted(iteration(manifest));
      case "filter" -> selection(manifest);
      case "prepare" -> table(manifest, output);
      case "evaluate" -> output.equals("predictions") ? "predictions" : "scores";
      case "report" -> report(output);
      case "audit" -> "scores of the best model on perturbed test patches";
      default -> manifest.step() + " " + output;
    };
  }

  /** A purpose ends in its iteration: {@code finetune-2}. */
  private static String iteration(Manifest manifest) {
    String purpose = manifest.request().path("purpose").asText();
    return purpose.substring(purpose.indexOf('-') + 1);
  }

  private static String fold(Manifest manifest) {
    String purpose = manifest.request().path("purpose").asText();
    return purpose.equals("teacher") || purpose.isEmpty() ? "" : " (" + purpose + ")";
  }

  private static String selection(Manifest manifest) {
    JsonNode settings = manifest.request();
    return "selection of %d patches (K %s, P %d)"
        .formatted(
            manifest.metrics().path("selected").asInt(),
            settings.path("k").asText(),
            settings.path("p").asInt());
  }

  private static String report(String output) {
    return output.matches("test\\d+")
        ? "predictions of stage %d for test".formatted(Integer.parseInt(output.substring(4)))
        : "scores of all stages on test";
  }

  private static String table(Manifest manifest, String output) {
    JsonNode counts = manifest.metrics().path("counts");
    String name =
        switch (output) {
          case "labelled" -> "labelled set";
          case "pool" -> "unlabelled pool";
          case "validation" -> "validation set";
          case "test" -> "test set";
          default -> output;
        };
    return counts.path(output).isInt()
        ? "%s of %d patches".formatted(name, counts.path(output).intValue())
        : name;
  }
}
