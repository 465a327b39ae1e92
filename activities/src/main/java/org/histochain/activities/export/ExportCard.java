package org.histochain.activities.export;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.histochain.activities.report.Summary;
import org.histochain.activities.step.Json;
import org.histochain.workflows.contract.DatasetRef;

/**
 * A model's card with what its chain knows of it: every key of {@link
 * org.histochain.activities.network.ModelCard}, then {@code format}, {@code chain}, {@code
 * iteration}, {@code stage}, {@code dataset}, {@code scores} and {@code notes}.
 */
public final class ExportCard {
  private static final String CPU_NOTE =
      "trained on a CPU; the training core has been run on a GPU (one NVIDIA H100, libtorch 2.11),"
          + " a whole chain has not";
  private static final String GPU_NOTE =
      "trained on a GPU: the same settings need not give the same bytes again";

  private final byte[] card;
  private final String chain;
  private final DatasetRef dataset;
  private final Summary.Stage stage;

  /**
   * @param card the card that the training step wrote
   * @param chain id of the chain
   * @param dataset the version that it was trained on
   * @param stage its stage, with its scores
   */
  public ExportCard(byte[] card, String chain, DatasetRef dataset, Summary.Stage stage) {
    this.card = requireNonNull(card, "card is null");
    this.chain = requireNonNull(chain, "chain is null");
    this.dataset = requireNonNull(dataset, "dataset is null");
    this.stage = requireNonNull(stage, "stage is null");
  }

  /** Returns the card as JSON. */
  public ObjectNode json() throws IOException {
    if (!(Json.mapper().readTree(card) instanceof ObjectNode json)) {
      throw new IOException("The card of model " + stage.modelSha256() + " is no JSON object");
    }
    json.put("format", "safetensors; names and shapes as torchvision's; images RGB, [0, 1], NCHW");
    json.put("chain", chain);
    json.put("iteration", stage.iteration());
    json.put("stage", stage.stage().name());
    json.set("dataset", Json.mapper().valueToTree(dataset));
    ObjectNode scores = json.putObject("scores");
    scores.set("validation", Json.mapper().valueToTree(stage.validation()));
    scores.set("test", Json.mapper().valueToTree(stage.test()));
    ArrayNode notes = json.putArray("notes");
    notes.add("validation chose the best model of the chain, so its score flatters it");
    notes.add(json.path("device").asText().startsWith("cpu") ? CPU_NOTE : GPU_NOTE);
    return json;
  }
}
