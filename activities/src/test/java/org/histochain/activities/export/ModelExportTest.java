package org.histochain.activities.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.histochain.activities.network.Architecture;
import org.histochain.activities.network.ModelCard;
import org.histochain.activities.prediction.RandomModel;
import org.histochain.activities.report.Summary;
import org.histochain.activities.step.Json;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.StageName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelExportTest {
  @TempDir Path folder;

  @Test
  void writesWeightsCardAndScriptAndReplacesEarlierOnes() throws Exception {
    Files.writeString(folder.resolve("model.json"), "old");
    byte[] weights = RandomModel.weights();
    List<Path> files = ModelExport.write(folder, weights, card());
    assertThat(files)
        .containsExactly(
            folder.resolve("model.safetensors"),
            folder.resolve("model.json"),
            folder.resolve("load_model.py"));
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".new"));
    assertThat(files.getFirst()).hasBinaryContent(weights);
    assertThat(Json.mapper().readValue(files.get(1).toFile(), ModelCard.class))
        .isEqualTo(RandomModel.card());
  }

  @Test
  void cardSaysWhatTheChainKnows() throws Exception {
    ObjectNode card = card();
    assertThat(card.at("/chain").asText()).isEqualTo("a-chain");
    assertThat(card.at("/iteration").asInt()).isEqualTo(2);
    assertThat(card.at("/stage").asText()).isEqualTo("finetuned");
    assertThat(card.at("/dataset/name").asText()).isEqualTo("tiles");
    assertThat(card.at("/scores/validation/balancedAccuracy").asDouble()).isEqualTo(0.75);
    assertThat(card.at("/scores/test").isNull()).isTrue();
    assertThat(card.at("/input/network/stem").asText()).isEqualTo("small");
    assertThat(card.at("/notes").toString())
        .contains("trained on a CPU; the training core has been run on a GPU");
  }

  @Test
  void cardOfAModelTrainedOnAGpuPromisesNoBytes() throws Exception {
    ObjectNode card = Json.mapper().valueToTree(RandomModel.card());
    card.put("device", "gpu(0)");

    assertThat(card(Json.canonical(card)).at("/notes").toString())
        .contains("trained on a GPU: the same settings need not give the same bytes again")
        .doesNotContain("trained on a CPU");
  }

  /** What the script reads must be in the card, and it must know every network there is. */
  @ParameterizedTest
  @ValueSource(strings = {"resnet10", "resnet18", "resnet34", "resnet50"})
  void scriptKnowsTheNetwork(String name) throws Exception {
    new Architecture(new NetworkSpec(name, 4, "small"), 2);
    ModelExport.write(folder, RandomModel.weights(), card());
    assertThat(Files.readString(folder.resolve("load_model.py")))
        .contains("\"" + name + "\":")
        .contains("strict=True");
  }

  @Test
  void scriptIsPython() throws Exception {
    ModelExport.write(folder, RandomModel.weights(), card());
    String parse = "import ast, sys; ast.parse(open(sys.argv[1], encoding='utf-8').read())";
    Process python =
        new ProcessBuilder("python3", "-c", parse, folder.resolve("load_model.py").toString())
            .inheritIO()
            .start();
    assertThat(python.waitFor()).isZero();
  }

  private static ObjectNode card() throws Exception {
    return card(Json.canonical(RandomModel.card()));
  }

  private static ObjectNode card(byte[] trained) throws Exception {
    Scores scores = new Scores(0.75, 0.75, 0.75, 0.1, Map.of("ADI", 0.7), List.of(0.6, 0.8));
    Summary.Stage stage =
        new Summary.Stage(
            2,
            StageName.finetuned,
            40,
            Map.of(),
            RandomModel.card().modelSha256(),
            1,
            false,
            scores,
            null);
    return new ExportCard(trained, "a-chain", new DatasetRef("tiles", "d".repeat(64)), stage)
        .json();
  }
}
