package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.Stores;
import org.histochain.activities.report.ChainFolder;
import org.histochain.worker.cli.Shell.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListCommandTest {
  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void storeChains() throws IOException {
    shell = new Shell(folder);
    StoredChains chains = new StoredChains(folder.resolve("store"));
    chains.done("old", "tissue", "2026-01-01T10:00:00Z", 0.5, 0.6, 0.55);
    chains.done("teacher-won", "skin", "2026-01-02T10:00:00Z", 0.7, 0.65);
    chains.running("newest", "tissue");
  }

  @Test
  void chainsAreListedNewestFirstWithTheBestStagesScore() {
    assertThat(shell.run("list").out().lines())
        .satisfiesExactly(
            head -> assertThat(head).matches("chain +data set +state +score +best +started"),
            line -> assertThat(line).matches("newest +tissue +running +- +- +2.*Z"),
            line -> assertThat(line).matches("teacher-won +skin +done +0.700 +0 +2026-01-02T.*"),
            line -> assertThat(line).matches("old +tissue +done +0.600 +1 +2026-01-01T.*"));
  }

  @Test
  void filtersAreCombined() throws IOException {
    assertThat(ids("--dataset", "tissue")).containsExactly("newest", "old");
    assertThat(ids("--state", "done")).containsExactly("teacher-won", "old");
    assertThat(ids("--state", "running")).containsExactly("newest");
    assertThat(ids("--min-score", "0.6")).containsExactly("teacher-won", "old");
    assertThat(ids("--min-score", "0.61")).containsExactly("teacher-won");
    assertThat(ids("--dataset", "tissue", "--min-score", "0.61")).isEmpty();
    assertThat(shell.run("list", "--dataset", "nowhere").out()).isEmpty();
  }

  @Test
  void theJsonHasEveryKeyAndNullWhereThereIsNoScore() throws IOException {
    JsonNode newest = shell.run("list", "--output", "json").json().get(0);
    assertThat(newest.fieldNames())
        .toIterable()
        .containsExactly(
            "chain", "dataset", "state", "score", "bestIteration", "started", "changed");
    assertThat(newest.get("score").isNull()).isTrue();
    assertThat(newest.get("bestIteration").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"60", "-0.1", "NaN", "high"})
  void aScoreThatIsNoneIsRefused(String score) {
    Outcome outcome = shell.run("list", "--min-score", score);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines()).singleElement().asString().contains("--min-score");
  }

  @Test
  void aStateThatIsNoneIsRefusedWithThoseThereAre() {
    Outcome outcome = shell.run("list", "--state", "finished");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err().lines())
        .singleElement()
        .asString()
        .contains("[running, paused, done, failed, cancelled]")
        .contains("finished");
  }

  @Test
  void aPausedChainIsListedAsSuchWithoutTemporal() throws IOException {
    new StoredChains(folder.resolve("store")).pause("newest", "tissue");
    assertThat(ids("--state", "paused")).containsExactly("newest");
    assertThat(ids("--state", "running")).isEmpty();
    assertThat(shell.run("list", "--help").out().replaceAll("\\s+", " "))
        .contains("running, paused, done, failed or cancelled");
  }

  @Test
  void experimentsStandBelowTheChains() throws IOException {
    ArtifactStore store = Stores.open(StoreLocation.folder(folder.resolve("store")));
    StoredExperiments experiments = new StoredExperiments(store);
    experiments.planned("study", "tissue");
    experiments.planned("waiting", "skin");
    experiments.report("study");
    ChainFolder failed = new ChainFolder(store, "study.001");
    failed.begin(StoredChains.spec("tissue"));
    failed.failed("Diverged", "the loss is NaN");

    assertThat(shell.run("list").out().lines())
        .containsSubsequence("", "experiment  data set  state    chains  done  failed  started")
        .anyMatch(line -> line.matches("study +tissue +done +4 +0 +1 +2.*Z"))
        .anyMatch(line -> line.matches("waiting +skin +running +4 +0 +0"));
    assertThat(shell.run("list", "--dataset", "skin", "--state", "running").out().lines())
        .hasSize(2);
    assertThat(shell.run("list", "--min-score", "0").out()).doesNotContain("study ");
    JsonNode json = shell.run("list", "--output", "json").json();
    assertThat(json.get(json.size() - 2).get("experiment").asText()).isEqualTo("study");
    assertThat(json.get(json.size() - 2).get("failed").asInt()).isEqualTo(1);
  }

  private List<String> ids(String... filters) throws IOException {
    String[] arguments = new String[filters.length + 3];
    System.arraycopy(new String[] {"list", "--output", "json"}, 0, arguments, 0, 3);
    System.arraycopy(filters, 0, arguments, 3, filters.length);
    return StreamSupport.stream(shell.run(arguments).json().spliterator(), false)
        .map(chain -> chain.get("chain").textValue())
        .toList();
  }
}
