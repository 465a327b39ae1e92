package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.Stores;
import org.histochain.activities.report.ChainFolder;
import org.histochain.worker.runtime.LiveChain;
import org.histochain.worker.runtime.LiveExperiment;
import org.histochain.workflows.experiment.ExperimentProgress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ExperimentStatusReaderTest {
  private static final LiveView<LiveExperiment> NOTHING = id -> Optional.empty();
  private static final LiveView<LiveExperiment> AWAY =
      id -> {
        throw Status.UNAVAILABLE.asRuntimeException();
      };

  private final List<String> notes = new ArrayList<>();
  private ArtifactStore store;
  private StoredExperiments experiments;

  @BeforeEach
  void openStore() throws IOException {
    store = Stores.open(new StoreLocation(URI.create("memory:/"), null, null, null, null));
    experiments = new StoredExperiments(store);
    experiments.planned("study", "tissue");
  }

  private ExperimentStatus read(LiveView<LiveExperiment> live) throws IOException {
    return new ExperimentStatusReader(
            store, live, notes::add, Clock.fixed(Instant.now(), ZoneOffset.UTC))
        .require("study");
  }

  private static LiveView<LiveExperiment> live(LiveChain.State state) {
    return id -> Optional.of(new LiveExperiment(state, null, null));
  }

  private void done(String chain) throws IOException {
    ChainFolder folder = new ChainFolder(store, chain);
    folder.begin(StoredChains.spec("tissue"));
    folder.endWithTestShut();
  }

  @Test
  void anExperimentThatNobodyKnowsIsRefused() {
    assertThatThrownBy(
            () -> new ExperimentStatusReader(store, NOTHING, notes::add).require("other"))
        .isInstanceOf(CliError.class)
        .hasMessageContaining("there is no chain and no experiment other");
  }

  @Test
  void aRunningOneShowsItsRoundAndTheChainsThatRunOrFailed() throws IOException {
    done("study.001");
    new ChainFolder(store, "study.002").begin(StoredChains.spec("tissue"));
    ChainFolder failed = new ChainFolder(store, "study.003");
    failed.begin(StoredChains.spec("tissue"));
    failed.failed("Diverged", "the loss is NaN");
    ExperimentProgress progress = new ExperimentProgress(0, 1, 2, 4, 1, List.of("study.002"));

    ExperimentStatus status =
        read(id -> Optional.of(new LiveExperiment(LiveChain.State.RUNNING, progress, null)));

    assertThat(status.state()).isEqualTo("running");
    assertThat(status.ended()).isFalse();
    assertThat(status.secondsLeft()).isNotNull();
    assertThat(status.text())
        .containsSubsequence(
            "Experiment  study, running",
            "Data set    tissue",
            "round  families  ended  chains  done  failed  running  left",
            "runs          2      0       4     1       1        1     1",
            "chain      run                       state    validation",
            "study.002  keep-all, draw 1, seed 1  running  -",
            "study.003  chain, draw 2, seed 1     failed   -           the loss is NaN")
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("Time left   less than a minute in this round, if its chains"));
    assertThat(ExperimentLines.line(status))
        .isEqualTo("Runs: 1 of 4 chains done, 1 failed, running study.002");
  }

  @Test
  void oneThatTemporalHasForgottenIsLostUnlessItsReportIsThere() throws IOException {
    ExperimentStatus lost = read(NOTHING);
    assertThat(lost.state()).isEqualTo("lost");
    assertThat(lost.ended()).isTrue();
    assertThat(lost.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(lost.reason()).contains("the same histochain experiment goes on");

    experiments.report("study");
    ExperimentStatus done = read(NOTHING);
    assertThat(done.state()).isEqualTo("done");
    assertThat(done.exitCode()).isEqualTo(ExitCodes.DONE);
  }

  @Test
  void withoutTemporalTheStoreIsBelieved() throws IOException {
    assertThat(read(AWAY).state()).isEqualTo("running");
    assertThat(notes).singleElement().asString().contains("Only what the store knows");
  }

  @Test
  void howItsWorkflowEndedIsHowItEnded() throws IOException {
    assertThat(read(live(LiveChain.State.COMPLETED)).exitCode()).isEqualTo(ExitCodes.DONE);
    assertThat(read(live(LiveChain.State.CANCELLED)).state()).isEqualTo("cancelled");
    assertThat(read(live(LiveChain.State.TERMINATED)).reason()).contains("terminated");
    ExperimentStatus failed =
        read(
            id ->
                Optional.of(
                    new LiveExperiment(LiveChain.State.FAILED, null, "nothing can be chosen")));
    assertThat(failed.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(failed.text())
        .startsWith("Experiment  study, failed", "Reason      nothing can be chosen");
  }

  @Test
  void oneThatIsStartedAgainAfterItsReportRuns() throws IOException {
    experiments.report("study");
    assertThat(read(live(LiveChain.State.RUNNING)).state()).isEqualTo("running");
  }

  @Test
  void theJsonHasEveryRoundWithItsRuns() throws IOException {
    done("study.001");

    ExperimentStatus status = read(live(LiveChain.State.RUNNING));

    assertThat(status.json().fieldNames())
        .toIterable()
        .containsExactly(
            "experiment",
            "dataset",
            "rungs",
            "chosen",
            "reported",
            "rounds",
            "state",
            "round",
            "secondsLeft",
            "message");
    assertThat(status.json().at("/rounds/0/runs").findValuesAsText("state"))
        .containsExactly("done", "waiting", "waiting", "waiting");
  }
}
