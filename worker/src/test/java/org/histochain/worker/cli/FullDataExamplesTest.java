package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.histochain.activities.importing.DatasetFixture;
import org.histochain.activities.step.Json;
import org.histochain.worker.cli.Shell.Outcome;
import org.histochain.worker.settings.ExperimentFile;
import org.histochain.worker.settings.ExperimentFileReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The experiments for those who have the full data: on noise in the same layout, networks and
 * training being as small as can be. Everything else is what the files say.
 */
final class FullDataExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples/experiments");
  private static final List<String> CLASSES =
      List.of("ADI", "BACK", "DEB", "LYM", "MUC", "MUS", "NORM", "STR", "TUM");

  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void open() throws IOException {
    shell = new Shell(folder);
  }

  @Test
  void nctCrcRunsOnClassFoldersOfTiffsBesideItsExternalTest() throws IOException {
    for (int c = 0; c < CLASSES.size(); c++) {
      for (int n = 0; n < 14; n++) {
        String place = n < 12 ? "NCT-CRC-HE-100K/%s/%s-%d.tif" : "CRC-VAL-HE-7K/%s/%s-TCGA-%d.tif";
        String name = CLASSES.get(c);
        DatasetFixture.image(
            folder.resolve("nct").resolve(place.formatted(name, name, n)),
            "tiff",
            224,
            224,
            100L * c + n);
      }
    }
    shell.set("NCT_CRC", folder.resolve("nct").toString());
    Path file = shortened("nct-crc", Map.of("NCT_CRC", "/data"), List.of(1L));

    assertThat(plan(file)).contains("nct-crc: 9 chains reported, after 4 to tune on validation");
    JsonNode results = results(file);

    assertThat(verdicts(results))
        .containsOnlyKeys(
            "C1",
            "C2",
            "C3-smaller",
            "C3-larger",
            "C4",
            "C5",
            "C6",
            "C7",
            "C8-nearest",
            "C8-nearest-level",
            "C8-atypical",
            "C8-atypical-level",
            "C9");
    JsonNode summary = summary("nct-crc.001");
    assertThat(summary.at("/classes")).hasSize(9);
    assertThat(summary.get("test").asInt()).isEqualTo(18);
    assertThat(summary.get("labelled").asInt()).isEqualTo(9);
    assertThat(summary.get("validation").asInt()).isEqualTo(9);
    assertThat(summary.get("unlabelled").asInt()).isEqualTo(90);
  }

  @Test
  void pathmnist450RunsOnAnNpzWithASplitOfItsOwn() throws IOException {
    Path npz = folder.resolve("pathmnist.npz");
    DatasetFixture.npz(
        npz,
        DatasetFixture.images("train", 90, 28),
        DatasetFixture.labels("train", labels(90)),
        DatasetFixture.images("val", 27, 28),
        DatasetFixture.labels("val", labels(27)),
        DatasetFixture.images("test", 36, 28),
        DatasetFixture.labels("test", labels(36)));
    shell.set("PATHMNIST", npz.toString());
    Path file = shortened("pathmnist-450", Map.of("PATHMNIST", "/data"), List.of(1L, 2L));
    Files.writeString(
        file, Files.readString(file).replace("validationLabels: 450", "validationLabels: 18"));

    assertThat(plan(file))
        .contains("pathmnist-450: 12 chains reported, after 4 to tune on validation");
    JsonNode results = results(file);

    assertThat(verdicts(results))
        .containsOnlyKeys(
            "C1",
            "C4",
            "C6",
            "C7",
            "C8-nearest",
            "C8-nearest-level",
            "C8-atypical",
            "C8-atypical-level",
            "C9",
            "gain");
    JsonNode summary = summary("pathmnist-450.001");
    assertThat(summary.get("labelled").asInt()).isEqualTo(9);
    assertThat(summary.get("unlabelled").asInt()).isEqualTo(81);
    assertThat(summary.get("validation").asInt()).isEqualTo(18);
    assertThat(summary.get("test").asInt()).isEqualTo(36);
    badDrawsAreComparedWithRandomOnesOfTheSameNumber(results);
  }

  private void badDrawsAreComparedWithRandomOnesOfTheSameNumber(JsonNode results)
      throws IOException {
    JsonNode claim = results.at("/claims").get(5);
    assertThat(claim.at("/claim/id").asText()).isEqualTo("C8-nearest-level");
    assertThat(claim.at("/effects/0/runs").asInt()).isEqualTo(2);
    assertThat(claim.at("/note").isNull()).isTrue();
    double sum = 0;
    for (JsonNode row :
        Json.mapper().readTree(folder.resolve("out/report/data/runs.json").toFile())) {
      boolean last = row.get("iteration").asInt() == 1;
      String arm = row.get("arm").asText();
      double score = row.get("test").asDouble();
      sum += last && arm.equals("bad-nearest") ? score : last && arm.equals("chain") ? -score : 0;
    }
    assertThat(claim.at("/effects/0/value").asDouble()).isCloseTo(sum / 2, within(1e-9));
    assertThat(Files.readString(folder.resolve("out/report/chains/pathmnist-450.003/index.html")))
        .contains("of each class one and those that look most like it, on purpose");
  }

  private static int[] labels(int count) {
    return IntStream.range(0, count).map(patch -> patch % CLASSES.size()).toArray();
  }

  /** What the file says, save how large networks are, how long they train, and how often. */
  private Path shortened(String name, Map<String, String> environment, List<Long> draws)
      throws IOException {
    Path original = EXAMPLES.resolve(name + ".yaml");
    ExperimentFile whole = new ExperimentFileReader(environment).read(original);
    assertThat(whole.draws()).hasSize(5);
    assertThat(whole.source()).startsWith("# Not run");
    String text =
        whole
            .source()
            .replaceAll("steps: [0-9]+", "steps: 2")
            .replace("iterations: 4", "iterations: 1")
            .replace("rungs: [1, 2]", "rungs: [1]")
            .replaceAll("draws: \\[1, 2, 3, 4, 5]", "draws: " + draws)
            .replaceAll("draws: \\[1, 2], values", "draws: [1], values")
            .replace("name: resnet18, width: 64", "name: resnet10, width: 4");
    Path file = Files.writeString(folder.resolve(name + ".yaml"), text);
    ExperimentFile shorter = new ExperimentFileReader(environment).read(file);
    assertThat(shorter.draws()).isEqualTo(draws);
    for (ExperimentFile.Run run : shorter.runs()) {
      assertThat(run.chain().teacher().steps()).isEqualTo(2);
      assertThat(run.chain().pretrain().steps()).isEqualTo(2);
      assertThat(run.chain().finetune().steps()).isEqualTo(2);
      assertThat(run.chain().network().width()).isEqualTo(4);
    }
    return file;
  }

  private String plan(Path file) {
    Outcome plan =
        shell.run(
            "experiment",
            "-f",
            file.toString(),
            "--plan",
            "--out",
            folder.resolve("out").toString());
    assertThat(plan.exitCode()).describedAs(plan.err()).isZero();
    return plan.out();
  }

  private JsonNode results(Path file) throws IOException {
    Outcome run =
        shell.run("experiment", "-f", file.toString(), "--out", folder.resolve("out").toString());
    assertThat(run.exitCode()).describedAs(run.err()).isZero();
    return Json.mapper().readTree(folder.resolve("out/report/results.json").toFile());
  }

  private static Map<String, String> verdicts(JsonNode results) {
    Map<String, String> verdicts = new HashMap<>();
    for (JsonNode claim : results.get("claims")) {
      verdicts.put(claim.at("/claim/id").asText(), claim.get("verdict").asText());
    }
    assertThat(verdicts.values()).isSubsetOf("supported", "contradicted", "undecided");
    return verdicts;
  }

  private JsonNode summary(String chain) throws IOException {
    return Json.mapper()
        .readTree(folder.resolve("out/store/chains/" + chain + "/report/summary.json").toFile());
  }
}
