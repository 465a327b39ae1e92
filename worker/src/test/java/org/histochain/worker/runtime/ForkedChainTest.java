package org.histochain.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.Origin;
import org.histochain.activities.report.Summary;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.TrainingSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chains whose settings change on the way, on real patches. */
class ForkedChainTest {
  private static final Map<String, String> CHANGE =
      Map.of("filter.k", "0.3", "finetune.epochs", "3");

  @TempDir Path folder;

  @Test
  void aForkReusesAllBeforeItsIterationAndKnowsHowOftenTestWasSeen() throws Exception {
    TinyChain tiny = new TinyChain(folder);
    ChainSpec spec = spec(tiny);
    Summary source = tiny.run("source", spec);
    ChainFolder sourceFolder = new ChainFolder(tiny.artifacts().store(), "source");
    new ChainFolder(tiny.artifacts().store(), "fork")
        .recordOrigin(new Origin("source", 2, sourceFolder.testLooks()));

    Summary fork = tiny.run("fork", spec.withChange(2, CHANGE));
    Summary again = tiny.run("source", spec);

    assertThat(models(fork).subList(0, 3)).isEqualTo(models(source).subList(0, 3));
    assertThat(models(fork).subList(3, 5)).doesNotContainAnyElementsOf(models(source));
    assertThat(fork.stages())
        .extracting(Summary.Stage::reused)
        .containsExactly(true, true, true, false, false);
    assertThat(fork.changes()).isEqualTo(spec.withChange(2, CHANGE).changes());
    assertThat(source.testSeen()).isEqualTo(1);
    assertThat(again.testSeen()).as("the same scores once more").isEqualTo(1);
    assertThat(fork.testSeen()).isEqualTo(2);
  }

  /** The settings in the store are all that is needed to come to the same models again. */
  @Test
  void aLostChainWhoseSettingsChangedEndsWithTheSameModels() throws Exception {
    TinyChain tiny = new TinyChain(Files.createDirectories(folder.resolve("first")));
    Summary first = tiny.run("chain", spec(tiny).withChange(2, CHANGE));
    ChainSpec stored = new ChainFolder(tiny.artifacts().store(), "chain").spec().orElseThrow();
    TinyChain other = new TinyChain(Files.createDirectories(folder.resolve("second")));
    assertThat(spec(other).withChange(2, CHANGE)).isEqualTo(stored);

    Summary second = other.run("chain", stored);

    assertThat(models(second)).isEqualTo(models(first)).doesNotHaveDuplicates();
  }

  private static ChainSpec spec(TinyChain tiny) throws IOException {
    TrainingSpec training = new TrainingSpec(2, null, 16, 2e-3, 1e-3, "uniform");
    return TinyChain.spec(tiny.dataset(), tiny.list(tiny.dataset()), "0.8", 2, training);
  }

  private static List<String> models(Summary summary) {
    return summary.stages().stream().map(Summary.Stage::modelSha256).toList();
  }
}
