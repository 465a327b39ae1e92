package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.histochain.activities.step.Json;
import org.histochain.worker.cli.Shell.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What can be asked of, and done to, the store of one small chain; what takes away comes last. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArtifactsCommandsTest {
  private static final String CHAIN = "tiles-chain";

  @TempDir private static Path folder;
  private static Path store;
  private static Shell shell;
  private static JsonNode summary;

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
    Outcome run =
        shell.run("run", "-f", file.toString(), "--out", folder.resolve("out").toString());
    assertThat(run.exitCode()).describedAs(run.err()).isZero();
    summary = Json.mapper().readTree(folder.resolve("out/summary.json").toFile());
    store = folder.resolve("out/store");
    Files.move(
        store.resolve("chains").resolve(summary.get("chain").textValue()),
        store.resolve("chains").resolve(CHAIN));
    shell.set("HISTOCHAIN_STORE", store.toUri().toString());
  }

  @Test
  @Order(1)
  void everythingIsCountedByWhatItIsFor() throws IOException {
    JsonNode listed = done("artifacts", "ls", "--largest", "3", "--output", "json").json();

    assertThat(listed.get("uses").fieldNames())
        .toIterable()
        .containsExactly(
            "datasets",
            "chains",
            "manifests",
            "steps",
            "checkpoints",
            "experiments",
            "quarantine",
            "unreferenced");
    long files;
    long bytes = 0;
    try (Stream<Path> all = Files.walk(store)) {
      List<Path> found = all.filter(Files::isRegularFile).toList();
      files = found.size();
      for (Path file : found) {
        bytes += Files.size(file);
      }
    }
    assertThat(listed.get("all").get("count").longValue()).isEqualTo(files);
    assertThat(listed.get("all").get("bytes").longValue()).isEqualTo(bytes);
    assertThat(listed.get("uses").get("manifests").get("count").longValue())
        .isEqualTo(filesIn("steps"));
    assertThat(listed.get("uses").get("checkpoints").get("count").longValue()).isZero();
    assertThat(listed.get("largest")).hasSize(3);
    assertThat(done("artifacts", "ls").out())
        .contains("data sets", "step outputs", "unreferenced", "all", "largest");
    refused(2, "artifacts", "ls", "--largest", "-1").contains("--largest is -1");
  }

  @Test
  @Order(1)
  void aWholeStoreIsWhole() throws IOException {
    JsonNode result = done("artifacts", "verify", "--output", "json").json();
    assertThat(result.get("whole").booleanValue()).isTrue();
    assertThat(result.get("chains").intValue()).isEqualTo(1);
    assertThat(result.get("datasets").intValue()).isEqualTo(1);
    assertThat(result.get("objects").longValue()).isEqualTo(filesIn("objects"));
    assertThat(result.get("manifests").longValue()).isEqualTo(filesIn("steps"));
    assertThat(done("artifacts", "verify").out()).startsWith("The store is whole: objects ");
  }

  @Test
  @Order(1)
  void damageIsNamedWithWhatItTouchesAndWhatToDo() throws IOException {
    String digest = summary.get("best").get("modelSha256").textValue();
    String path = "objects/sha256/" + digest.substring(0, 2) + "/" + digest.substring(2);
    byte[] model = Files.readAllBytes(store.resolve(path));
    byte[] torn = Arrays.copyOf(model, model.length - 1);
    Files.write(store.resolve(path), torn);

    Outcome found = shell.run("artifacts", "verify");
    JsonNode json = shell.run("artifacts", "verify", "--output", "json").json();
    Files.write(store.resolve(path), model);

    assertThat(found.exitCode()).isEqualTo(1);
    assertThat(found.out())
        .startsWith(path + ": its bytes have the digest ")
        .contains("\n  chains: " + CHAIN + "\n", "(output model)", "\n  what to do: ")
        .contains("The store is not whole")
        .endsWith(", damages 1\n");
    assertThat(json.get("whole").booleanValue()).isFalse();
    assertThat(json.get("damages"))
        .singleElement()
        .satisfies(
            damage -> {
              assertThat(damage.get("path").textValue()).isEqualTo(path);
              assertThat(damage.get("kind").textValue()).isEqualTo("object");
              assertThat(damage.get("chains")).hasSize(1);
              assertThat(damage.get("steps")).isNotEmpty();
            });
  }

  @Test
  @Order(1)
  void lineageLeadsFromAStudentToTheImages() throws IOException {
    String student = digestOf("finetuned");
    String tree = done("artifacts", "lineage", student).out();

    assertThat(tree.lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("student of iteration 1, fine-tuned  "),
            line -> assertThat(line).startsWith("├─ starting from student of iteration 1, pre"),
            line -> assertThat(line).startsWith("│  ├─ images of unlabelled pool of "),
            line -> assertThat(line).contains("└─ drawn from data set tiles, 60 images in 1 sha"),
            line -> assertThat(line).startsWith("│  └─ trained on selection of "),
            line -> assertThat(line).contains("└─ kept from soft labels of 1 shard"),
            line -> assertThat(line).contains("├─ given by teacher  "),
            line -> assertThat(line).contains("└─ trained on labelled set of 6 patches  "),
            line -> assertThat(line).contains("└─ drawn from data set tiles").contains("above"),
            line -> assertThat(line).contains("└─ images of unlabelled pool").contains("(see"),
            line -> assertThat(line).startsWith("└─ trained on labelled set").contains("(see"));
    JsonNode json = done("artifacts", "lineage", student, "--output", "json").json();
    assertThat(json.get("sha256").textValue()).isEqualTo(student);
    assertThat(json.get("from")).hasSize(2);
    String key = json.get("key").textValue();
    assertThat(done("artifacts", "lineage", key).out()).isEqualTo(tree);
    assertThat(done("artifacts", "lineage", CHAIN, "--output", "json").json().get("sha256"))
        .isEqualTo(summary.get("best").get("modelSha256"));
    refused(2, "artifacts", "lineage", "nothing").contains("no chain nothing");
    refused(2, "artifacts", "lineage", "0".repeat(64)).contains("no step").hasLineCount(1);
  }

  @Test
  @Order(1)
  void gracesThatAreNoneAreRefused() {
    refused(2, "artifacts", "gc", "--grace", "soon").contains("--grace is soon").contains("24h");
    refused(2, "artifacts", "gc", "--grace", "-1h").contains("--grace is -1h");
  }

  @Test
  @Order(2)
  void whatIsNeededIsNotForgotten() throws IOException {
    refused(2, "artifacts", "forget", "dataset", "tiles").contains("used by chain " + CHAIN);
    refused(2, "artifacts", "forget", "dataset", "nothing").contains("no data set nothing");
    refused(2, "artifacts", "forget", "chain", "nothing").contains("no chain nothing");
    refused(2, "artifacts", "forget", "model", "x").contains("chain, dataset");
    Path running = Files.createDirectories(store.resolve("chains/running"));
    for (String file : List.of("chain.json", "state.json")) {
      Files.copy(store.resolve("chains").resolve(CHAIN).resolve(file), running.resolve(file));
    }
    Files.writeString(
        running.resolve("state.json"),
        "{\"state\": \"running\", \"started\": \"x\", \"changed\": \"x\"}");
    refused(1, "artifacts", "forget", "chain", "running").contains("only Temporal can say");
    assertThat(running.resolve("chain.json")).exists();
    Files.delete(running.resolve("chain.json"));
    Files.delete(running.resolve("state.json"));
    assertThat(done("artifacts", "verify").exitCode()).isZero();
  }

  @Test
  @Order(3)
  void aForgottenChainIsCleanedAwayAndThenItsDataSet() throws IOException {
    JsonNode nothing = done("artifacts", "gc", "--output", "json").json();
    assertThat(nothing.get("all").get("count").longValue()).isZero();
    assertThat(nothing.get("dryRun").booleanValue()).isFalse();
    long objects = filesIn("objects");

    assertThat(done("artifacts", "forget", "chain", CHAIN).out())
        .startsWith("Chain " + CHAIN + " is forgotten (")
        .contains("histochain artifacts gc");
    assertThat(done("artifacts", "gc", "--dry-run").out()).contains("would be removed");
    JsonNode dry = done("artifacts", "gc", "--dry-run", "--grace", "0s", "--output", "json").json();
    assertThat(dry.get("manifests").get("count").longValue()).isPositive();
    assertThat(filesIn("objects")).isEqualTo(objects);
    assertThat(done("artifacts", "gc").out()).contains("younger than 24h");
    assertThat(filesIn("objects")).isEqualTo(objects);

    assertThat(done("artifacts", "gc", "--grace", "0s").out()).startsWith("removed ");
    assertThat(filesIn("steps")).isZero();
    assertThat(filesIn("objects")).isEqualTo(2);
    assertThat(done("dataset", "verify", "tiles").out()).startsWith("tiles is whole");
    assertThat(
            done("artifacts", "forget", "dataset", "tiles", "--output", "json")
                .json()
                .get("garbage")
                .get("count")
                .longValue())
        .isEqualTo(2);
    done("artifacts", "gc", "--grace", "0s");
    try (Stream<Path> all = Files.walk(store)) {
      assertThat(all.filter(Files::isRegularFile)).isEmpty();
    }
  }

  private static String digestOf(String stage) {
    for (JsonNode each : summary.get("stages")) {
      if (each.get("stage").textValue().equals(stage)) {
        return each.get("modelSha256").textValue();
      }
    }
    throw new AssertionError("no stage " + stage);
  }

  private static long filesIn(String name) throws IOException {
    try (Stream<Path> all = Files.walk(store.resolve(name))) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private static Outcome done(String... arguments) {
    Outcome outcome = shell.run(arguments);
    assertThat(outcome.exitCode()).describedAs(outcome.err() + outcome.out()).isZero();
    return outcome;
  }

  private static AbstractStringAssert<?> refused(int exitCode, String... arguments) {
    Outcome outcome = shell.run(arguments);
    assertThat(outcome.exitCode()).describedAs(outcome.err()).isEqualTo(exitCode);
    assertThat(outcome.out()).isEmpty();
    return assertThat(outcome.err());
  }
}
