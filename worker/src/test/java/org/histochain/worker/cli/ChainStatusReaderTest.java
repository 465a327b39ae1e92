package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.Stores;
import org.histochain.activities.report.ChainFolder;
import org.histochain.worker.runtime.LiveChain;
import org.histochain.workflows.chain.ChainProgress;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.StepProgress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ChainStatusReaderTest {
  private static final LiveView<LiveChain> NOTHING = id -> Optional.empty();
  private static final LiveView<LiveChain> AWAY =
      id -> {
        throw Status.UNAVAILABLE.asRuntimeException();
      };

  private static final ChainSpec SPEC = StoredChains.spec("tissue");

  private final List<String> notes = new ArrayList<>();
  private ArtifactStore store;
  private ChainFolder folder;

  @BeforeEach
  void openStore() throws IOException {
    store = Stores.open(new StoreLocation(URI.create("memory:/"), null, null, null, null));
    folder = new ChainFolder(store, "tissue-1");
  }

  @Test
  void aChainThatNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> reader(NOTHING).require("tissue-1"))
        .isInstanceOf(CliError.class)
        .hasMessageContaining("there is no chain tissue-1");
  }

  @Test
  void aStartedChainThatNoWorkerHasPreparedRuns() throws IOException {
    ChainStatus status = reader(id -> Optional.of(running())).require("tissue-1");
    assertThat(status.state()).isEqualTo("running");
    assertThat(status.ended()).isFalse();
    assertThat(status.summary().chain()).isEqualTo("tissue-1");
  }

  @Test
  void aRunningChainShowsItsStepAndHowFarItIs() throws IOException {
    folder.begin(SPEC);
    StepProgress progress = new StepProgress("pretrain-2", 30, 120, 2, 8, 0.5, 700, 12);
    LiveChain.Step step = new LiveChain.Step("pretrain", true, 1, progress, null);
    ChainStatus status = reader(id -> Optional.of(running(step))).require("tissue-1");
    assertThat(status.state()).isEqualTo("running");
    assertThat(status.step()).isEqualTo("pretrain-2");
    assertThat(status.progress()).isEqualTo(progress);
    assertThat(StatusText.of(status))
        .contains("Step      pretrain-2, epoch 2 of 8, 25 %, 700 images/s, 12 s left");
    assertThat(status.json().get("progress").get("done").intValue()).isEqualTo(30);
  }

  @Test
  void aStepThatFailsAndIsTriedAgainSaysWhy() throws IOException {
    folder.begin(SPEC);
    LiveChain.Step step = new LiveChain.Step("evaluate", false, 3, null, "store is away");
    ChainStatus status = reader(id -> Optional.of(running(step))).require("tissue-1");
    assertThat(status.step()).isEqualTo("evaluate");
    assertThat(status.message()).isEqualTo("attempt 3 of evaluate, after: store is away");
  }

  @Test
  void aStepWithoutAWorkerSaysSo() throws IOException {
    folder.begin(SPEC);
    LiveChain.Step step = new LiveChain.Step("filter", false, 1, null, null);
    assertThat(reader(id -> Optional.of(running(step))).require("tissue-1").message())
        .isEqualTo("filter waits for a worker");
  }

  @Test
  void aChainThatTemporalHasForgottenIsLost() throws IOException {
    folder.begin(SPEC);
    ChainStatus status = reader(NOTHING).require("tissue-1");
    assertThat(status.state()).isEqualTo("lost");
    assertThat(status.ended()).isTrue();
    assertThat(status.message()).contains("histochain resume tissue-1");
    assertThat(status.exitCode()).isEqualTo(1);
  }

  @Test
  void withoutTemporalTheStoreIsBelieved() throws IOException {
    folder.begin(SPEC);
    assertThat(reader(AWAY).require("tissue-1").state()).isEqualTo("running");
    assertThat(notes).singleElement().asString().contains("Only what the store knows");
  }

  @Test
  void aPausedChainSaysWhatEndsFirstAndHowToGoOn() throws IOException {
    folder.begin(SPEC);
    folder.steered(SPEC, true);
    StepProgress progress = new StepProgress("pretrain-2", 30, 120, 2, 8, 0.5, 700, 12);
    LiveChain.Step step = new LiveChain.Step("pretrain", true, 1, progress, null);
    ChainStatus ending = reader(id -> Optional.of(paused(true, step))).require("tissue-1");
    assertThat(ending.state()).isEqualTo("paused");
    assertThat(ending.ended()).isFalse();
    assertThat(ending.step()).isEqualTo("pretrain-2");
    assertThat(ending.message())
        .isEqualTo(
            "the step in course stops at a checkpoint if it trains, else at its end; histochain resume tissue-1 goes on");

    ChainStatus waiting = reader(id -> Optional.of(paused(true))).require("tissue-1");
    assertThat(waiting.step()).isNull();
    assertThat(waiting.message()).isEqualTo("histochain resume tissue-1 goes on");
    assertThat(reader(id -> Optional.of(paused(false))).require("tissue-1").state())
        .isEqualTo("running");
  }

  @Test
  void whetherAChainIsPausedIsKnownWithoutAWorkerAndWithoutTemporal() throws IOException {
    folder.begin(SPEC);
    folder.steered(SPEC, true);
    assertThat(reader(id -> Optional.of(running())).require("tissue-1").state())
        .isEqualTo("paused");
    assertThat(reader(AWAY).require("tissue-1").state()).isEqualTo("paused");
    assertThat(reader(NOTHING).require("tissue-1").state()).isEqualTo("lost");
  }

  @Test
  void aFailedChainSaysWhyAndAResumedOneRuns() throws IOException {
    folder.begin(SPEC);
    folder.failed("Diverged", "the loss is NaN: lower the learning rate");
    ChainStatus failed = reader(NOTHING).require("tissue-1");
    assertThat(failed.state()).isEqualTo("failed");
    assertThat(failed.message()).isEqualTo("the loss is NaN: lower the learning rate");
    assertThat(reader(id -> Optional.of(running())).require("tissue-1").state())
        .isEqualTo("running");
  }

  @Test
  void aTerminatedChainHasFailed() throws IOException {
    folder.begin(SPEC);
    ChainStatus status =
        reader(id -> Optional.of(chain(LiveChain.State.TERMINATED))).require("tissue-1");
    assertThat(status.state()).isEqualTo("failed");
    assertThat(status.message()).contains("terminated").contains("histochain resume tissue-1");
    assertThat(
            reader(id -> Optional.of(chain(LiveChain.State.CANCELLED))).require("tissue-1").state())
        .isEqualTo("cancelled");
  }

  @Test
  void theJsonHasEveryKeyOfTheSummaryAndOfTheState() throws IOException {
    folder.begin(SPEC);
    assertThat(reader(NOTHING).require("tissue-1").json().fieldNames())
        .toIterable()
        .contains(
            "schema",
            "chain",
            "dataset",
            "classes",
            "labelled",
            "unlabelled",
            "validation",
            "test",
            "labelBudget",
            "stages",
            "best",
            "baselines",
            "changes",
            "testSeen",
            "seconds",
            "state",
            "step",
            "progress");
  }

  private ChainStatusReader reader(LiveView<LiveChain> live) {
    return new ChainStatusReader(store, live, notes::add);
  }

  private static LiveChain paused(boolean paused, LiveChain.Step... steps) {
    ChainProgress progress = new ChainProgress(2, 4, "iteration", null, List.of(), paused, null);
    return new LiveChain(LiveChain.State.RUNNING, "run", Instant.EPOCH, progress, List.of(steps));
  }

  private static LiveChain running(LiveChain.Step... steps) {
    return new LiveChain(LiveChain.State.RUNNING, "run", Instant.EPOCH, null, List.of(steps));
  }

  private static LiveChain chain(LiveChain.State state) {
    return new LiveChain(state, "run", Instant.EPOCH, null, List.of());
  }
}
