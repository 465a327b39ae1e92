package org.histochain.worker.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.histochain.activities.inference.ModelRun;
import org.histochain.activities.network.ModelCard;
import org.histochain.activities.step.Json;

/** Finds the model that a command names: a chain's best one, or a file with its card beside it. */
final class ModelChoice {
  private static final String WEIGHTS = ".safetensors";

  private ModelChoice() {}

  /** Whether a name is that of a file rather than of a chain. */
  static boolean isFile(String name) {
    return name.endsWith(WEIGHTS);
  }

  /**
   * Loads a model from files.
   *
   * @throws CliError if the model or its card is not there, or the card cannot be read
   */
  static ModelRun fromFile(Path weights) throws IOException {
    String name = String.valueOf(weights.getFileName());
    Path card =
        weights.resolveSibling(name.substring(0, name.length() - WEIGHTS.length()) + ".json");
    if (!Files.isRegularFile(weights)) {
      throw CliError.wrongInput(
          "there is no model file %s: correct the path, or give the id of a chain"
              .formatted(weights));
    }
    if (!Files.isRegularFile(card)) {
      throw CliError.wrongInput(
          "%s has no card beside it: there must be %s, as histochain export writes it"
              .formatted(weights, card));
    }
    return load(weights.toString(), Files.readAllBytes(weights), card, Files.readAllBytes(card));
  }

  /** Loads the best model of a finished chain. */
  static ModelRun ofChain(Places places, String id) throws IOException {
    ChosenStage best = ChosenStage.of(places.store(), id, ChosenStage.BEST);
    byte[] weights = places.artifacts().read(best.record().model().model());
    byte[] card = places.artifacts().read(best.record().model().card());
    return load("the best model of chain " + id, weights, Path.of(id), card);
  }

  private static ModelRun load(String name, byte[] weights, Path from, byte[] json)
      throws IOException {
    ModelCard card;
    try {
      card = Json.mapper().readValue(json, ModelCard.class);
    } catch (JsonProcessingException unreadable) {
      throw notACard(from);
    }
    if (card == null || card.input() == null || card.modelSha256() == null) {
      throw notACard(from);
    }
    return new ModelRun(name, weights, card);
  }

  private static CliError notACard(Path card) {
    return CliError.wrongInput(
        "%s is no model card: put the one there that histochain export wrote".formatted(card));
  }
}
