package org.histochain.worker.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.Summary;
import org.histochain.activities.table.IndexRow;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeChainTest {
  @TempDir private Path folder;

  @Test
  void theSameSettingsIntoEmptyStoresGiveTheSameModelAtEveryStage() throws Exception {
    TinyChain first = new TinyChain(folder.resolve("first"));
    TinyChain second = new TinyChain(folder.resolve("second"));

    Summary one = first.run("chain", TinyChain.spec(first.dataset(), list(first), "0.8"));
    Summary two = second.run("chain", TinyChain.spec(second.dataset(), list(second), "0.8"));

    assertThat(one.stages())
        .extracting(Summary.Stage::stage)
        .containsExactly(
            StageName.teacher,
            StageName.pretrained,
            StageName.finetuned,
            StageName.pretrained,
            StageName.finetuned);
    assertThat(one.stages()).allSatisfy(stage -> assertThat(stage.reused()).isFalse());
    assertThat(digests(one)).doesNotHaveDuplicates().isEqualTo(digests(two));
    Summary.Baseline colour = Objects.requireNonNull(one.baselines().colourHistogram());
    assertThat(colour).isEqualTo(two.baselines().colourHistogram());
    assertThat(colour.validation().balancedAccuracy()).isBetween(0.05, 1.0);
    assertThat(Objects.requireNonNull(colour.test()).perClassF1()).hasSize(9);
  }

  @Test
  void withEveryOptionOfTheMethodTheModelsAreOthersAndTheSameTwice() throws Exception {
    TinyChain first = new TinyChain(folder.resolve("first"));
    TinyChain second = new TinyChain(folder.resolve("second"));
    ChainSpec plain = TinyChain.spec(first.dataset(), list(first), "0.8");
    ChainSpec spec = TinyChain.withMethodOptions(plain);
    second.dataset();
    list(second);

    Summary one = first.run("chain", spec);
    Summary two = second.run("chain", spec);
    Summary without = first.run("without", plain);

    assertThat(digests(one)).doesNotHaveDuplicates().isEqualTo(digests(two));
    assertThat(digests(without)).startsWith(digests(one).getFirst());
    assertThat(digests(without).subList(1, 5)).doesNotContainAnyElementsOf(digests(one));
    assertThat(selections(first)).isEqualTo(selections(second));
    String page =
        new String(
            first.artifacts().store().open("chains/chain/report/index.html").readAllBytes(), UTF_8);
    assertThat(page).contains("warmStart", "consistency.threshold", "mixup", "align");
  }

  @Test
  void aFinishedStoreIsReusedAndAnotherKRedoesOnlyWhatDependsOnIt() throws Exception {
    TinyChain chain = new TinyChain(folder);
    DatasetRef dataset = chain.dataset();
    ArtifactRef list = chain.list(dataset);
    Summary first = chain.run("first", TinyChain.spec(dataset, list, "0.8"));

    Summary same = chain.run("same", TinyChain.spec(dataset, list, "0.8"));
    Summary fewer = chain.run("fewer", TinyChain.spec(dataset, list, "0.3"));

    assertThat(digests(same)).isEqualTo(digests(first));
    assertThat(same.stages()).allSatisfy(stage -> assertThat(stage.reused()).isTrue());
    assertThat(fewer.stages())
        .extracting(Summary.Stage::reused)
        .containsExactly(true, false, false, false, false);
    Set<String> firstKeys = keys(chain, "first");
    assertThat(keys(chain, "same")).isEqualTo(firstKeys);
    Set<String> shared = keys(chain, "fewer");
    shared.retainAll(firstKeys);
    // prepare, teacher, its evaluation, the one shard's pseudo-labels, the colour histogram twice
    assertThat(shared).hasSize(6);
  }

  /** Every option at once, and validation within the labels. */
  @Test
  void aChainValidatedWithinItsLabelsSpendsNoOtherLabel() throws Exception {
    TinyChain chain = new TinyChain(folder);
    DatasetRef dataset = chain.dataset();
    ChainSpec spec = TinyChain.everyOption(dataset, chain.list(dataset));

    Summary summary = chain.run("folds", spec);

    assertThat(summary.labelled()).isEqualTo(27);
    assertThat(summary.validation()).isZero();
    assertThat(summary.labelBudget()).isEqualTo(27);
    assertThat(summary.test()).isEqualTo(36);
    assertThat(summary.stages()).hasSize(3);
    assertThat(digests(summary)).doesNotHaveDuplicates();
    assertThat(summary.stages())
        .allSatisfy(
            stage -> {
              assertThat(stage.validation().perClassF1()).hasSize(9);
              assertThat(stage.test()).isNotNull();
            });
    assertThat(Objects.requireNonNull(summary.baselines().colourHistogram()).test()).isNotNull();
    String page =
        new String(
            chain.artifacts().store().open("chains/folds/report/index.html").readAllBytes(), UTF_8);
    assertThat(page)
        .contains(
            "Cross-validation: balanced accuracy on 27 patches",
            "27 to train + 0 to choose = 27",
            "in 2 folds");
    Summary again = chain.run("again", spec);
    assertThat(digests(again)).isEqualTo(digests(summary));
    assertThat(again.stages())
        .extracting(Summary.Stage::validation)
        .isEqualTo(summary.stages().stream().map(Summary.Stage::validation).toList());
    assertThat(keys(chain, "again")).isEqualTo(keys(chain, "folds"));
  }

  /** Truth of pool and test must not reach any model, selection or choice. */
  @Test
  void permutingTheTruthOfPoolAndTestChangesNoModelSelectionOrBest() throws Exception {
    TinyChain chain = new TinyChain(folder.resolve("told"));
    DatasetRef dataset = chain.dataset();
    Summary told = chain.run("chain", TinyChain.spec(dataset, chain.list(dataset), "0.8"));
    TinyChain blind = new TinyChain(folder.resolve("permuted"));
    DatasetRef original = blind.dataset();
    ArtifactRef list = blind.list(original);
    String listed = Files.readString(blind.artifacts().fetch(list));
    DatasetRef permuted =
        blind.changed(original, row -> isSeen(row, listed) ? row : withNextClass(row));

    Summary lied = blind.run("chain", TinyChain.spec(permuted, list, "0.8"));

    assertThat(permuted).isNotEqualTo(dataset);
    assertThat(digests(lied)).isEqualTo(digests(told));
    assertThat(selections(blind)).isEqualTo(selections(chain));
    assertThat(lied.best()).isEqualTo(told.best());
    assertThat(lied.stages())
        .extracting(Summary.Stage::validation)
        .isEqualTo(told.stages().stream().map(Summary.Stage::validation).toList());
    assertThat(lied.stages())
        .extracting(Summary.Stage::test)
        .isNotEqualTo(told.stages().stream().map(Summary.Stage::test).toList());
  }

  private static ArtifactRef list(TinyChain chain) throws Exception {
    return chain.list(chain.dataset());
  }

  private static boolean isSeen(IndexRow row, String listed) {
    return "validation".equals(row.split()) || listed.lines().anyMatch(row.id()::equals);
  }

  private static IndexRow withNextClass(IndexRow row) {
    return TinyChain.withClassAndSplit(
        row, (row.classIndex() + 1) % 9, Objects.requireNonNull(row.split()));
  }

  private static List<String> digests(Summary summary) {
    return summary.stages().stream().map(Summary.Stage::modelSha256).toList();
  }

  private static Set<String> keys(TinyChain chain, String id) throws Exception {
    return new ChainFolder(chain.artifacts().store(), id)
        .stepKeys().stream().collect(Collectors.toSet());
  }

  private static List<ArtifactRef> selections(TinyChain chain) throws Exception {
    return new ChainFolder(chain.artifacts().store(), "chain")
        .stages().stream()
            .filter(stage -> stage.stage() == StageName.finetuned)
            .map(StageRecord::selection)
            .toList();
  }
}
