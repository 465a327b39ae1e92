package org.histochain.activities.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.DamagedArtifactException;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.Manifest;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMarker;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChainFolderTest {
  @TempDir private Path temporary;
  private ReportFixture fixture;
  private ArtifactStore store;
  private ChainFolder folder;

  @BeforeEach
  void emptyStore() {
    fixture = new ReportFixture(temporary, List.of("TUM", "ADI"));
    store = fixture.artifacts.store();
    folder = fixture.folder();
  }

  @Test
  void keepsTheSettingsFromWhichTheChainCanStartAgain() throws IOException {
    assertThat(folder.spec()).isEmpty();
    folder.begin(ReportFixture.spec());
    folder.begin(ReportFixture.spec());
    assertThat(folder.spec()).contains(ReportFixture.spec());
    assertThat(folder.state().orElseThrow().state()).isEqualTo(ChainState.Kind.running);
  }

  @Test
  void refusesOtherSettingsUnderTheSameIdUnlessTheyAreReplaced() throws IOException {
    folder.begin(ReportFixture.spec());
    ChainSpec other = withSeed(2);
    assertThatThrownBy(() -> folder.begin(other))
        .isInstanceOfSatisfying(
            StepFailure.class,
            failure -> assertThat(failure.type()).isEqualTo(FailureTypes.INVALID_CHAIN))
        .hasMessageContaining("chain a-chain is in")
        .hasMessageContaining("give the new chain another id");
    assertThat(folder.spec()).contains(ReportFixture.spec());
    folder.replaceSpec(other);
    folder.begin(other);
    assertThat(folder.spec()).contains(other);
  }

  @Test
  void damagedRecordsAreNamedAndDoNotKeepTheChainFromBeingResumed() throws IOException {
    folder.begin(ReportFixture.spec());
    for (String name : List.of("state.json", "stages.json", "prepared.json")) {
      store.put("chains/a-chain/" + name, new byte[] {'{'});
    }
    assertThat(folder.state()).isEmpty();
    assertThat(folder.summary().orElseThrow().stages()).isEmpty();
    assertThatThrownBy(() -> folder.stages())
        .isInstanceOf(DamagedArtifactException.class)
        .hasMessageContaining("chains/a-chain/stages.json")
        .hasMessageContaining("histochain artifacts verify");
    store.put("chains/a-chain/chain.json", new byte[] {'{'});
    folder.begin(ReportFixture.spec());
    assertThat(folder.spec()).contains(ReportFixture.spec());
    assertThat(folder.state().orElseThrow().state()).isEqualTo(ChainState.Kind.running);
  }

  @Test
  void refusesAnIdThatBreaksTheRule() {
    assertThatThrownBy(() -> new ChainFolder(store, "../x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chain id \"../x\" is not allowed");
  }

  @Test
  void listsTheChainsOfAStore() throws IOException {
    assertThat(ChainFolder.ids(store)).isEmpty();
    new ChainFolder(store, "b").begin(ReportFixture.spec());
    new ChainFolder(store, "a.b").begin(ReportFixture.spec());
    store.put(StepMarker.path("never-begun", "chain.json"), new byte[0]);
    assertThat(ChainFolder.ids(store)).containsExactly("a.b", "b");
  }

  @Test
  void tellsFailedFromCancelledAndKeepsTheStart() throws IOException {
    at("2026-11-23T10:00:00Z").begin(ReportFixture.spec());
    at("2026-11-23T11:00:00.5Z").failed(FailureTypes.DIVERGED, "the loss is NaN");
    assertThat(folder.state())
        .contains(
            new ChainState(
                ChainState.Kind.failed,
                FailureTypes.DIVERGED,
                "the loss is NaN",
                "2026-11-23T10:00:00Z",
                "2026-11-23T11:00:00Z"));
    folder.begin(ReportFixture.spec());
    assertThat(folder.state().orElseThrow().message()).isNull();
    folder.failed(FailureTypes.CANCELLED, "cancelled");
    assertThat(folder.state().orElseThrow().state()).isEqualTo(ChainState.Kind.cancelled);
  }

  @Test
  void keepsWhatWasAskedOfARunningChain() throws IOException {
    folder.begin(ReportFixture.spec());
    ChainSpec longer = ReportFixture.spec().withIterations(9);
    folder.steered(longer, true);
    assertThat(folder.spec()).contains(longer);
    assertThat(folder.state().orElseThrow().state()).isEqualTo(ChainState.Kind.paused);
    folder.steered(longer, false);
    assertThat(folder.state().orElseThrow().state()).isEqualTo(ChainState.Kind.running);
    folder.begin(longer);
    assertThat(folder.spec()).contains(longer);
  }

  @Test
  void namesTheStepsThatBeganAndHaveNoResult() throws IOException {
    StepMarker marker = new StepMarker("pretrain", 2, "2026-11-23T10:00:00Z");
    store.put(StepMarker.path(ReportFixture.CHAIN, "k1"), Json.canonical(marker));
    store.put(StepMarker.path(ReportFixture.CHAIN, "k2"), Json.canonical(marker));
    store.put(Manifest.path("k1"), new byte[] {1});
    assertThat(folder.stepKeys()).containsExactly("k1", "k2");
    assertThat(folder.unfinishedSteps()).containsExactly(marker);
  }

  @Test
  void hasNoSummaryOfAChainThatIsNot() throws IOException {
    assertThat(folder.summary()).isEmpty();
    assertThat(folder.page()).isEmpty();
  }

  @Test
  void summarisesAChainThatHasJustBegunWithNulls() throws IOException {
    folder.begin(ReportFixture.spec());
    JsonNode summary = Json.mapper().valueToTree(folder.summary().orElseThrow());
    assertThat(summary.get("stages")).isEmpty();
    for (String key : List.of("labelled", "test", "labelBudget", "best")) {
      assertThat(summary.has(key)).isTrue();
      assertThat(summary.get(key).isNull()).as(key).isTrue();
    }
  }

  @Test
  void summarisesARunningChainWithTestNullAndTheBestSoFar() throws IOException {
    folder.begin(ReportFixture.spec());
    folder.recordPrepared(fixture.prepared());
    folder.recordStages(new StageList(fixture.stages()));

    Summary summary = folder.summary().orElseThrow();

    assertThat(summary.labelBudget()).isEqualTo(22);
    assertThat(summary.stages()).hasSize(3);
    assertThat(summary.stages()).allSatisfy(stage -> assertThat(stage.test()).isNull());
    assertThat(summary.best()).isEqualTo(new Summary.Best(1, fixture.blob("finetuned").sha256()));
    JsonNode teacher = Json.mapper().<JsonNode>valueToTree(summary).get("stages").get(0);
    assertThat(teacher.has("test")).isTrue();
    assertThat(teacher.get("selected").isNull()).isTrue();
  }

  @Test
  void givesTiesToTheEarliestAndPassesPretrainedOver() throws IOException {
    folder.begin(ReportFixture.spec());
    folder.recordStages(
        new StageList(
            List.of(
                fixture.stage(0, StageName.teacher, "teacher", 0.7),
                fixture.stage(1, StageName.pretrained, "pretrained", 0.9),
                fixture.stage(1, StageName.finetuned, "finetuned", 0.7))));
    assertThat(folder.summary().orElseThrow().best())
        .isEqualTo(new Summary.Best(0, fixture.blob("teacher").sha256()));
  }

  @Test
  void goesOnFromTheStagesWhenADoneChainBeginsAgain() throws IOException {
    List<StageRecord> stages = fixture.stages();
    folder.begin(ReportFixture.spec());
    folder.recordPrepared(fixture.prepared());
    fixture.report(fixture.prepared(), stages, stages.get(2));
    assertThat(folder.summary().orElseThrow().stages().getFirst().test()).isNotNull();
    folder.begin(ReportFixture.spec());
    assertThat(folder.summary().orElseThrow().stages().getFirst().test()).isNull();
  }

  private ChainFolder at(String time) {
    return new ChainFolder(
        store, ReportFixture.CHAIN, Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
  }

  private static ChainSpec withSeed(long seed) {
    ChainSpec spec = ReportFixture.spec();
    return new ChainSpec(
        spec.dataset(),
        spec.split(),
        spec.labels(),
        spec.normalise(),
        spec.network(),
        spec.chain(),
        spec.filter(),
        spec.teacher(),
        spec.pretrain(),
        spec.finetune(),
        spec.augment(),
        spec.threads(),
        seed);
  }
}
