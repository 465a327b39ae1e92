package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.histochain.activities.step.Json;
import org.histochain.worker.cli.Shell.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an experiment that has run leaves: one small one for all tests. */
class ExperimentCommandTest {
  private static final String EXPERIMENT =
      """
      name: study
      chain:
        dataset: {path: tiles, name: tiles}
        split: {validation: 0.2, test: 0.2, seed: 1}
        labels: {perClass: 2, seed: 1}
        network: {name: resnet10, width: 4, stem: auto}
        chain: {iterations: 1}
        teacher: {epochs: 4, batch: 8}
        pretrain: {epochs: 2}
        finetune: {epochs: 2}
        threads: 1
      draws: [1, 2]
      arms:
        chain: {}
        keep-all: {filter: {k: all}}
        full: {labels: {fraction: all}, chain: {iterations: 0}}
      references: {reference: [full]}
      tune: {draws: [1], values: {filter.k: [0.5, 0.8]}}
      audit: [chain]
      claims:
        C1: {says: as good as all, of: chain, against: reference, rule: within, margin: 2}
        C9: {says: it rises, of: chain, rule: increasing}
      """;

  @TempDir private static Path folder;
  private static Path file;
  private static Shell shell;
  private static Outcome run;

  @BeforeAll
  static void runAnExperiment() throws IOException {
    Tiles.write(folder.resolve("tiles"));
    file = Files.writeString(folder.resolve("study.yaml"), EXPERIMENT);
    shell = new Shell(folder);
    run = shell.run("experiment", "-f", file.toString(), "--out", folder.resolve("out").toString());
    assertThat(run.exitCode()).describedAs(run.err()).isZero();
  }

  private static JsonNode table(String name) throws IOException {
    return Json.mapper().readTree(folder.resolve("out/report/data/" + name + ".json").toFile());
  }

  @Test
  void saysWhereTheReportIsAndHowFarItCame() {
    assertThat(run.out()).contains("claims first").contains("out/report/index.html");
    assertThat(run.err()).containsPattern("(Tuning, rung 1|Runs): [0-6] of [26] chains done");
  }

  @Test
  void everyRunOfEveryArmHasItsRows() throws IOException {
    List<String> runs = new ArrayList<>();
    table("runs")
        .forEach(
            row ->
                runs.add(
                    "%s %s %s"
                        .formatted(
                            row.get("arm").asText(), row.get("draw"), row.get("iteration"))));
    assertThat(runs)
        .containsExactly(
            "chain 1 0",
            "chain 1 1",
            "keep-all 1 0",
            "keep-all 1 1",
            "full 1 0",
            "chain 2 0",
            "chain 2 1",
            "keep-all 2 0",
            "keep-all 2 1",
            "full 2 0");
    assertThat(table("runs").findValuesAsText("state")).containsOnly("done");
  }

  @Test
  void claimsAreJudgedByPairs() throws IOException {
    JsonNode results = Json.mapper().readTree(folder.resolve("out/report/results.json").toFile());
    assertThat(results.at("/references/reference").asText()).isEqualTo("full");
    JsonNode first = results.at("/claims/0");
    assertThat(first.at("/claim/id").asText()).isEqualTo("C1");
    assertThat(first.at("/verdict").asText()).isIn("supported", "contradicted", "undecided");
    assertThat(first.at("/effects/0/runs").asInt()).isEqualTo(2);
    double chain = mean("chain", "best");
    double full = mean("full", "teacher");
    assertThat(first.at("/effects/0/value").asDouble()).isCloseTo(chain - full, within(1e-9));
  }

  private static double mean(String arm, String stage) throws IOException {
    for (JsonNode row : table("arms")) {
      if (row.get("arm").asText().equals(arm) && row.get("stage").asText().equals(stage)) {
        return row.get("mean").asDouble();
      }
    }
    throw new AssertionError("no " + stage + " of " + arm);
  }

  @Test
  void tuningSawValidationAlone() throws IOException {
    assertThat(table("tuning")).hasSize(2);
    Path chains = folder.resolve("out/store/chains");
    assertThat(chains.resolve("study.t1-1-1/chain.json")).exists();
    assertThat(chains.resolve("study.t1-1-1/report")).doesNotExist();
    assertThat(chains.resolve("study.t1-1-1/tests")).doesNotExist();
    assertThat(chains.resolve("study.001/report")).exists();
  }

  @Test
  void kIsAMapOnValidationAndOfArmsOnTest() throws IOException {
    List<String> points = new ArrayList<>();
    for (JsonNode row : table("maps")) {
      points.add("%s %s".formatted(row.get("set").asText(), row.get("k").asText()));
    }
    assertThat(points.subList(0, 2)).containsExactly("validation 0.5", "validation 0.8");
    assertThat(points).contains("test all");
    assertThat(page()).contains("K and P", "chosen");
  }

  @Test
  void precisionIsThatOfTheRunsOwnReports() throws IOException {
    double sum = 0;
    for (String chain : List.of("study.001", "study.004")) {
      int right = 0;
      int known = 0;
      Path own = folder.resolve("out/report/chains/" + chain + "/data/selection.json");
      for (JsonNode row : Json.mapper().readTree(own.toFile())) {
        right += row.get("right").asInt();
        known += row.get("right").asInt() + row.get("wrong").asInt();
      }
      sum += (double) right / known;
    }
    JsonNode all = table("precision").get(0);
    assertThat(all.get("arm").asText()).isEqualTo("chain");
    assertThat(all.get("pseudo_label").isNull()).isTrue();
    assertThat(all.get("above").isNull()).isTrue();
    assertThat(all.get("runs").asInt()).isEqualTo(2);
    assertThat(all.get("precision").asDouble()).isCloseTo(sum / 2, within(1e-12));
  }

  @Test
  void theArmsAskedForAreAuditedWhichIsASecondLookAtTest() throws IOException {
    assertThat(table("robustness")).hasSize(2 * 18);
    assertThat(table("robustness").findValuesAsText("arm")).containsOnly("chain");
    assertThat(table("robustness").findValuesAsText("test_seen")).containsOnly("2");
    Path chains = folder.resolve("out/store/chains");
    assertThat(chains.resolve("study.001/tests").toFile().list()).hasSize(2);
    assertThat(chains.resolve("study.002/tests").toFile().list()).hasSize(1);
    assertThat(page()).contains("Blur of 2.0 px", "and once more for its audit");
  }

  @Test
  void theSurestPatchesAreShownAndThePageStaysSmall() throws IOException {
    assertThat(page()).contains("<img src=\"data:image/png", "pseudo-label");
    assertThat(page().length()).isLessThan(1 << 20);
    Path own = folder.resolve("out/report/chains/study.001/data/surest.json");
    for (JsonNode row : Json.mapper().readTree(own.toFile())) {
      assertThat(row.get("confidence").asDouble()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void thePageIsForPeopleWhoDoNotSeeItToo() throws IOException {
    assertThat(matches("<img (?![^>]*alt=\"[^\"]+\")")).isEmpty();
    assertThat(matches("<svg ")).hasSameSizeAs(matches("role=\"img\" aria-label=\"[^\"]+\"><svg "));
    List<String> ids = matches(" id=\"([^\"]+)\"");
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids).containsAll(matches("aria-(?:labelled|described)by=\"([^\"]+)\""));
    int before = 0;
    for (String level : matches("<h([1-6])[ >]")) {
      assertThat(Integer.parseInt(level)).isBetween(1, before + 1);
      before = Integer.parseInt(level);
    }
  }

  private static String page() throws IOException {
    return Files.readString(folder.resolve("out/report/index.html"));
  }

  /** Returns the first group of each match, or all of it. */
  private static List<String> matches(String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(page())
        .results()
        .map(match -> match.group(match.groupCount()))
        .toList();
  }

  @Test
  void everyLinkOfThePageLeadsSomewhere() throws IOException {
    Path report = folder.resolve("out/report");
    String page = Files.readString(report.resolve("index.html"));
    List<String> links =
        Pattern.compile("href=\"([^\"]+)\"")
            .matcher(page)
            .results()
            .map(link -> link.group(1))
            .toList();
    assertThat(links).contains("chains/study.001/index.html", "data/claims.csv");
    assertThat(links).allSatisfy(link -> assertThat(report.resolve(link)).isNotEmptyFile());
  }

  @Test
  void runAgainItReusesEverythingAndReportsTheSame() throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("out/report/results.json"));

    Outcome again =
        shell.run("experiment", "-f", file.toString(), "--out", folder.resolve("out").toString());

    assertThat(again.exitCode()).describedAs(again.err()).isZero();
    assertThat(again.err()).doesNotContain("running study.");
    assertThat(folder.resolve("out/report/results.json")).hasBinaryContent(before);
  }

  @Test
  void aStoreWithAnExperimentIsWholeAndADamagedReportIsFound() throws IOException {
    Path copy = folder.resolve("copied-store");
    copy(folder.resolve("out/store"), copy);
    Shell store = new Shell(Files.createDirectory(folder.resolve("elsewhere")));
    store.set("HISTOCHAIN_STORE", copy.toUri().toString());

    Outcome whole = store.run("artifacts", "verify");
    assertThat(whole.exitCode()).describedAs(whole.out() + whole.err()).isZero();

    Files.writeString(copy.resolve("experiments/study/report/results.json"), "{}");
    Outcome damaged = store.run("artifacts", "verify");
    assertThat(damaged.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(damaged.out())
        .contains("experiments/study/report/results.json: its bytes are not those");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path source : (Iterable<Path>) files::iterator) {
        Files.copy(source, to.resolve(from.relativize(source)));
      }
    }
  }

  @Test
  void statusWatchAndListKnowItWithoutTemporal() throws IOException {
    Shell store = new Shell(Files.createDirectory(folder.resolve("watcher")));
    store.set("HISTOCHAIN_STORE", folder.resolve("out/store").toUri().toString());

    Outcome status = store.run("status", "study");
    assertThat(status.exitCode()).isZero();
    assertThat(status.out())
        .contains("Experiment  study, done", "Data set    tiles", "Tuned       filter.k 0.")
        .containsPattern("tuning, rung 1 of 1 +1 +1 +2 +2 +0 +0 +0")
        .containsPattern("runs +4 +4 +6 +6 +0 +0 +0");
    JsonNode json = store.run("status", "study", "--output", "json").json();
    assertThat(json.get("state").asText()).isEqualTo("done");
    assertThat(json.at("/rounds/1/runs/0/validation").isNumber()).isTrue();

    Outcome watch = store.run("watch", "study");
    assertThat(watch.exitCode()).isZero();
    assertThat(watch.out()).contains("\nRuns: 6 of 6 chains done\n").contains("study, done");

    assertThat(store.run("list").out()).containsPattern("study +tiles +done +8 +8 +0");
    assertThat(store.run("watch", "studies").err())
        .contains("there is no chain and no experiment studies");
  }

  @Test
  void anotherPlanUnderTheSameNameIsRefused() throws IOException {
    Path other =
        Files.writeString(
            folder.resolve("other.yaml"), EXPERIMENT.replace("draws: [1, 2]", "draws: [3]"));

    Outcome refused =
        shell.run("experiment", "-f", other.toString(), "--out", folder.resolve("out").toString());

    assertThat(refused.exitCode()).isEqualTo(ExitCodes.WRONG_INPUT);
    assertThat(refused.err()).contains("experiment study is in").contains("with another plan");
  }

  @Test
  void thePlanCountsWhatIsDistinct() {
    Outcome plan =
        shell.run(
            "experiment",
            "-f",
            file.toString(),
            "--plan",
            "--out",
            folder.resolve("planned").toString());

    assertThat(plan.exitCode()).describedAs(plan.err()).isZero();
    assertThat(plan.out())
        .contains("study: 6 chains reported, after 2 to tune on validation")
        .containsPattern("trainTeacher +4 +8")
        .containsPattern("pretrain +5 +6")
        .containsPattern("report +6 +6")
        .containsPattern("audit +2 +2")
        .contains("hours one after the other");
    assertThat(folder.resolve("planned/store/experiments")).doesNotExist();
  }
}
