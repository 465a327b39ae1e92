package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractStringAssert;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.FolderStore;
import org.histochain.activities.evaluation.Evaluation;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.Summary;
import org.histochain.activities.report.TestPredictions;
import org.histochain.activities.report.TestPredictionsReader;
import org.histochain.activities.step.Json;
import org.histochain.worker.cli.Shell.Outcome;
import org.histochain.workflows.contract.Scores;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done with a chain that {@code run} has finished: one small chain for all tests. */
class FinishedChainTest {
  @TempDir private static Path folder;
  private static Shell shell;
  private static Outcome run;
  private static String chain;

  @BeforeAll
  static void runAChain() throws IOException {
    Tiles.write(folder.resolve("tiles"));
    Path file = folder.resolve("chain.yaml");
    Files.writeString(
        file,
        """
        dataset: {path: tiles, name: tiles}
        split: {validation: 0.2, test: 0.2, seed: 1}
        labels: {perClass: 2, seed: 1}
        network: {name: resnet10, width: 4, stem: auto}
        chain: {iterations: 1}
        teacher: {epochs: 4, batch: 8}
        pretrain: {epochs: 2}
        finetune: {epochs: 2}
        threads: 1
        """);
    shell = new Shell(folder);
    run = shell.run("run", "-f", file.toString(), "--out", folder.resolve("out").toString());
    assertThat(run.exitCode()).describedAs(run.err()).isZero();
    JsonNode summary = Json.mapper().readTree(folder.resolve("out/summary.json").toFile());
    chain = summary.get("chain").asText();
    shell.set("HISTOCHAIN_STORE", folder.resolve("out/store").toUri().toString());
  }

  @Test
  void runEndsWithGainReportAndNextStep() {
    List<String> lines = run.out().lines().toList();
    assertThat(lines.subList(lines.size() - 3, lines.size()))
        .satisfiesExactly(
            gain -> assertThat(gain).contains("With 6 labels to train").contains("on test"),
            report -> assertThat(report).endsWith(folder.resolve("out/report/index.html") + ""),
            next -> assertThat(next).contains("histochain predict " + chain));
  }

  @Test
  void reportHoldsPicturesAndFetchesNothing() throws IOException {
    String page = Files.readString(folder.resolve("out/report/index.html"));
    assertThat(page)
        .contains("alt=\"Patch red/")
        .contains("id=\"wall\"")
        .contains("id=\"precision\"");
    assertThat(page.replace("src=\"data:image/", "")).doesNotContain("src=");
    assertThat(page).doesNotContain("synthetic");
  }

  @Test
  void theNumbersThatThePageLinksToStandBesideIt() throws IOException {
    Path report = folder.resolve("out/report");
    List<String> links =
        Pattern.compile("href=\"(data/[^\"]+)\"")
            .matcher(Files.readString(report.resolve("index.html")))
            .results()
            .map(link -> link.group(1))
            .toList();
    assertThat(links).contains("data/stages.csv", "data/stages.json");
    assertThat(links).allSatisfy(link -> assertThat(report.resolve(link)).isNotEmptyFile());
  }

  @Test
  void reportIsWrittenAgainAsRunWroteIt() throws IOException {
    Path out = folder.resolve("again/report");
    Outcome written = shell.run("report", chain, "--out", out.toString());
    assertThat(written.exitCode()).describedAs(written.err()).isZero();
    assertThat(written.out()).contains(out.resolve("index.html").toString());
    for (String file : List.of("index.html", "data/classes.csv", "data/classes.json")) {
      assertThat(out.resolve(file))
          .hasSameBinaryContentAs(folder.resolve("out/report").resolve(file));
    }
    assertThat(out.resolve("summary.json"))
        .hasSameBinaryContentAs(folder.resolve("out/summary.json"));
    assertThat(shell.run("report", chain, "--output", "json").json())
        .isEqualTo(Json.mapper().readTree(out.resolve("summary.json").toFile()));
    assertThat(shell.run("report", chain, "--out", out.toString()).exitCode()).isZero();
  }

  @Test
  void whatTheStagesPredictedForTestGivesTheScoresThatTheReportShows() throws IOException {
    Artifacts artifacts =
        new Artifacts(
            FolderStore.open(folder.resolve("out/store")),
            folder.resolve("cache"),
            new SimpleMeterRegistry());
    List<Summary.Stage> stages =
        new ChainFolder(artifacts.store(), chain).summary().orElseThrow().stages();
    assertThat(stages).hasSize(3);
    for (int stage = 0; stage < stages.size(); stage++) {
      TestPredictions made = new TestPredictionsReader(artifacts).read(chain, stage);
      Scores scores =
          Evaluation.of(
                  made.scores().classes(),
                  made.truth(),
                  made.scores().probabilities(),
                  made.groups(),
                  1)
              .scores();
      assertThat(scores).isEqualTo(stages.get(stage).test());
    }
  }

  @Test
  void reportsThatCannotBeWrittenAreRefusedInOneLine() throws IOException {
    String out = folder.resolve("v").toString();
    refused(2, "report", "nothing", "--out", out).contains("no chain nothing").hasLineCount(1);
    refused(2, "report", "NO SUCH", "--out", out).contains("NO SUCH").hasLineCount(1);
    refused(2, "report", chain).contains("--out is missing").hasLineCount(1);
    Path chains = folder.resolve("out/store/chains");
    Path running = Files.createDirectories(chains.resolve("running"));
    Files.copy(chains.resolve(chain).resolve("chain.json"), running.resolve("chain.json"));
    refused(1, "report", "running", "--out", out).contains("running is running").hasLineCount(1);
    refused(1, "report", "running", "--output", "json").contains("histochain resume running");
    assertThat(folder.resolve("v")).doesNotExist();
    Path file = Files.writeString(folder.resolve("a-page"), "kept");
    refused(2, "report", chain, "--out", file.toString()).contains("--out is " + file);
    assertThat(file).hasContent("kept");
  }

  @Test
  void exportedModelPredictsWhatTheChainPredicts() throws IOException {
    Path model = folder.resolve("model");
    Outcome export = shell.run("export", chain, "--out", model.toString(), "--output", "json");
    assertThat(export.exitCode()).describedAs(export.err()).isZero();
    assertThat(export.json().get("files")).hasSize(3);
    JsonNode card = Json.mapper().readTree(model.resolve("model.json").toFile());
    assertThat(card.get("modelSha256")).isEqualTo(export.json().get("modelSha256"));
    assertThat(card.at("/scores/test/balancedAccuracy").isNumber()).isTrue();

    Path ofChain = folder.resolve("chain.csv");
    Path ofFile = folder.resolve("nested/file.csv");
    Path weights = model.resolve("model.safetensors");
    assertThat(predict(chain, ofChain).exitCode()).isZero();
    assertThat(predict(weights.toString(), ofFile).out()).contains("60 predictions");
    assertThat(ofFile).hasSameTextualContentAs(ofChain);
    assertThat(Files.readAllLines(ofFile))
        .hasSize(61)
        .first()
        .isEqualTo("path,class,p_blue,p_green,p_red");
    assertThat(ofFile.getParent()).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void auditTellsWhatTheBestModelRestsOnAndCountsItsLookAtTest() throws IOException {
    Path out = folder.resolve("audit");
    Outcome first = shell.run("audit", chain, "--out", out.toString());
    assertThat(first.exitCode()).describedAs(first.err()).isZero();
    assertThat(first.out())
        .contains("12 test patches", "Colour histogram", "Channel means", "Blur of 2.0 px")
        .contains("Audit of chain " + chain + ": " + out.resolve("index.html"));
    JsonNode audit = Json.mapper().readTree(out.resolve("audit.json").toFile());
    JsonNode summary = Json.mapper().readTree(folder.resolve("out/summary.json").toFile());
    assertThat(audit.get("modelSha256")).isEqualTo(summary.at("/best/modelSha256"));
    assertThat(summary.get("stages"))
        .filteredOn(stage -> stage.get("modelSha256").equals(audit.get("modelSha256")))
        .first()
        .extracting(stage -> stage.get("test"))
        .isEqualTo(audit.get("network"));
    assertThat(audit.at("/colour/0/balancedAccuracy"))
        .isEqualTo(summary.at("/baselines/colourHistogram/test/balancedAccuracy"));
    // Tiles of three plain colours: colour is all there is.
    assertThat(audit.get("colourWarning").asBoolean()).isTrue();
    assertThat(first.out()).contains("Warning: ");
    assertThat(audit.get("testSeen").asInt()).isEqualTo(summary.get("testSeen").asInt() + 1);
    assertThat(Files.readAllLines(out.resolve("audit.csv")))
        .hasSize(2 + audit.get("perturbations").size());

    Outcome again = shell.run("audit", chain, "--output", "json");
    assertThat(again.json()).isEqualTo(audit);
  }

  @Test
  void auditsThatCannotBeAreRefusedInOneLineBeforeTestIsSeen() throws IOException {
    refused(2, "audit", "nothing").contains("no chain nothing").hasLineCount(1);
    Path chains = folder.resolve("out/store/chains");
    Path going = Files.createDirectories(chains.resolve("going"));
    Files.copy(chains.resolve(chain).resolve("chain.json"), going.resolve("chain.json"));
    refused(1, "audit", "going").contains("going is running").hasLineCount(1);
    Path file = Files.writeString(folder.resolve("not-a-folder"), "kept");
    long looks = looks(chains);
    refused(2, "audit", chain, "--out", file.toString()).contains("--out is " + file);
    assertThat(file).hasContent("kept");
    assertThat(looks(chains)).isEqualTo(looks);
  }

  private static long looks(Path chains) throws IOException {
    try (Stream<Path> looks = Files.list(chains.resolve(chain).resolve("tests"))) {
      return looks.count();
    }
  }

  @Test
  void teacherAndStudentAreExportedByIteration() throws IOException {
    for (int iteration : new int[] {0, 1}) {
      Path model = folder.resolve("stage-" + iteration);
      Outcome export =
          shell.run("export", chain, "--out", model.toString(), "--stage", iteration + "");
      assertThat(export.exitCode()).describedAs(export.err()).isZero();
      JsonNode card = Json.mapper().readTree(model.resolve("model.json").toFile());
      assertThat(card.get("iteration").asInt()).isEqualTo(iteration);
      assertThat(card.get("stage").asText()).isEqualTo(iteration == 0 ? "teacher" : "finetuned");
    }
    refused(2, "export", chain, "--out", folder.resolve("x").toString(), "--stage", "7")
        .contains("no stage of iteration 7");
    refused(2, "export", chain, "--out", folder.resolve("x").toString(), "--stage", "last")
        .contains("--stage is last")
        .contains("best");
  }

  @Test
  void unknownAndUnfinishedChainsAreRefused() throws IOException {
    String out = folder.resolve("y").toString();
    refused(2, "export", "nothing", "--out", out).contains("no chain nothing");
    refused(2, "predict", "nothing", "--images", tiles(), "--out", out)
        .contains("no chain nothing");
    Path chains = folder.resolve("out/store/chains");
    Path unfinished = Files.createDirectories(chains.resolve("unfinished"));
    Files.copy(chains.resolve(chain).resolve("chain.json"), unfinished.resolve("chain.json"));
    refused(1, "export", "unfinished", "--out", out).contains("unfinished is running");
    refused(1, "predict", "unfinished", "--images", tiles(), "--out", out)
        .contains("histochain resume unfinished");
  }

  @Test
  void modelsThatAreNotWholeAreRefused() throws IOException {
    Path model = folder.resolve("broken");
    assertThat(shell.run("export", chain, "--out", model.toString()).exitCode()).isZero();
    Path weights = model.resolve("model.safetensors");
    Path card = model.resolve("model.json");
    String whole = Files.readString(card);
    String[] predict = {
      "predict", weights.toString(), "--images", tiles(), "--out", folder.resolve("z").toString()
    };
    Files.writeString(card, "{}");
    refused(2, predict).contains("no model card");
    Files.writeString(card, "[");
    refused(2, predict).contains("no model card");
    Files.delete(card);
    refused(2, predict).contains("no card beside it").contains(card.toString());
    Files.writeString(card, whole);
    Files.write(weights, new byte[] {1, 2, 3});
    refused(2, predict).contains("but its card is of");
    Files.delete(weights);
    refused(2, predict).contains("no model file");
    assertThat(folder.resolve("z")).doesNotExist();
  }

  @Test
  void placesThatCannotBeWrittenAreRefusedAndNothingIsLeft() throws IOException {
    Path file = Files.writeString(folder.resolve("a-file"), "kept");
    refused(2, "export", chain, "--out", file.toString()).contains("--out is " + file);
    refused(2, "export", chain, "--out", file.resolve("below").toString()).contains("--out is");
    refused(2, "predict", chain, "--images", tiles(), "--out", file.resolve("x.csv").toString())
        .contains("cannot be written");
    refused(2, "predict", chain, "--images", tiles(), "--out", folder.toString())
        .contains("a folder");
    refused(2, "dataset", "show", "tiles", "--contact-sheet", file.resolve("x.png").toString())
        .contains("--contact-sheet is");
    assertThat(file).hasContent("kept");
  }

  @Test
  void imagesThatDoNotFitLeaveAnEarlierFileAsItWas() throws IOException {
    Path out = Files.writeString(folder.resolve("earlier.csv"), "earlier");
    Path large = folder.resolve("large");
    Tiles.write(large.resolve("large.png"), 32, 0, 1);
    refused(2, "predict", chain, "--images", large.toString(), "--out", out.toString())
        .contains("large.png: it is 32 x 32 pixels")
        .contains("--resize");
    assertThat(out).hasContent("earlier");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    refused(2, "predict", chain, "--images", empty.toString(), "--out", out.toString())
        .contains("no PNG, JPEG or TIFF image");
    refused(2, "predict", chain, "--images", folder + "/absent", "--out", out.toString())
        .contains("absent");
    assertThat(out).hasContent("earlier");
    String[] resized = {
      "predict", chain, "--images", large.toString(), "--out", out.toString(), "--resize"
    };
    assertThat(shell.run(resized).exitCode()).isZero();
    assertThat(Files.readAllLines(out)).hasSize(2);
  }

  @Test
  void dataSetIsShownWithAContactSheetAndVerified() throws IOException {
    Path sheet = folder.resolve("sheets/tiles.png");
    Outcome shown =
        shell.run(
            "dataset", "show", "tiles", "--contact-sheet", sheet.toString(), "--per-class", "3");
    assertThat(shown.exitCode()).describedAs(shown.err()).isZero();
    assertThat(shown.out()).containsPattern("green +20\n").containsPattern("all +60\n");
    assertThat(ImageIO.read(sheet.toFile()).getHeight()).isGreaterThan(3 * 90);
    refused(2, "dataset", "show", "tiles", "--per-class", "0").contains("--per-class is 0");
    Outcome whole = shell.run("dataset", "verify", "tiles", "--output", "json");
    assertThat(whole.exitCode()).isZero();
    assertThat(whole.json().get("whole").asBoolean()).isTrue();
    assertThat(shell.run("dataset", "verify", "tiles").out()).contains("tiles is whole");
    refused(2, "dataset", "verify", "nowhere").contains("no data set nowhere");
  }

  @Test
  void damagedShardIsFoundByVerify() throws IOException {
    Shell own = new Shell(Files.createDirectory(folder.resolve("own")));
    assertThat(own.run("dataset", "synth", "toy", "--count", "27", "--size", "16").exitCode())
        .isZero();
    Path objects = folder.resolve("own/store/objects");
    Path largest;
    try (Stream<Path> files = Files.walk(objects)) {
      largest =
          files
              .filter(Files::isRegularFile)
              .max(Comparator.comparingLong(file -> file.toFile().length()))
              .orElseThrow();
    }
    assertThat(largest.toFile().setWritable(true)).isTrue();
    Files.write(largest, new byte[] {0});
    Outcome outcome = own.run("dataset", "verify", "toy");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out().lines())
        .hasSize(2)
        .first()
        .asString()
        .contains("shard 0 of toy version")
        .contains("is damaged");
  }

  private static String tiles() {
    return folder.resolve("tiles").toString();
  }

  private static Outcome predict(String model, Path out) {
    return shell.run("predict", model, "--images", tiles(), "--out", out.toString());
  }

  private static AbstractStringAssert<?> refused(int exitCode, String... arguments) {
    Outcome outcome = shell.run(arguments);
    assertThat(outcome.exitCode()).describedAs(outcome.err()).isEqualTo(exitCode);
    assertThat(outcome.out()).isEmpty();
    return assertThat(outcome.err()).contains("histochain: ").doesNotContain("\tat ");
  }
}
