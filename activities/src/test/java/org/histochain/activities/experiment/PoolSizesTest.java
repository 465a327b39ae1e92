package org.histochain.activities.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.DatasetShard;
import org.histochain.activities.report.StagesFixture;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.LabelSpec;
import org.histochain.workflows.contract.SplitSpec;
import org.junit.jupiter.api.Test;

final class PoolSizesTest {
  private static final LabelSpec HALF_A_PERCENT = new LabelSpec(null, "0.005", null, 1, "refuse");

  @Test
  void fractionsAreOfEverythingWhereNoSplitIsDeclared() {
    assertThat(sizes(new SplitSpec(0.1, 0.3, 1), Map.of("undeclared", 1000)))
        .isEqualTo(new PoolSizes(3, 597, 100, 300));
  }

  @Test
  void aDeclaredTestSetIsTestAndValidationAFractionOfTheRest() {
    assertThat(sizes(new SplitSpec(0.1, 0.3, 1), Map.of("train", 100_000, "test", 7_180)))
        .isEqualTo(new PoolSizes(450, 89_550, 10_000, 7_180));
  }

  @Test
  void aDeclaredValidationSetCanBeKeptInPart() {
    Map<String, Integer> pathmnist = Map.of("train", 89_996, "validation", 10_004, "test", 7_180);
    assertThat(sizes(new SplitSpec(0.1, 0.3, 1), pathmnist))
        .isEqualTo(new PoolSizes(450, 89_546, 10_004, 7_180));
    assertThat(sizes(new SplitSpec(0.1, 0.3, 1, null, 450), pathmnist))
        .isEqualTo(new PoolSizes(450, 89_546, 450, 7_180));
    assertThat(sizes(new SplitSpec(0, 0.3, 1, 3), pathmnist))
        .isEqualTo(new PoolSizes(500, 99_500, 0, 7_180));
  }

  private static PoolSizes sizes(SplitSpec split, Map<String, Integer> patches) {
    TreeMap<String, List<Integer>> counts = new TreeMap<>();
    patches.forEach((part, count) -> counts.put(part, List.of(count - 1, 1)));
    int all = patches.values().stream().mapToInt(Integer::intValue).sum();
    DatasetManifest dataset =
        new DatasetManifest(
            DatasetManifest.SCHEMA,
            "tissue",
            List.of("A", "B"),
            28,
            List.of(new DatasetShard("0".repeat(64), 1, all)),
            new ArtifactRef("0".repeat(64), 1),
            counts,
            0,
            "npz");
    ChainSpec spec = StagesFixture.spec(1, "0.8");
    return PoolSizes.of(
        new ChainSpec(
            spec.dataset(),
            split,
            HALF_A_PERCENT,
            spec.normalise(),
            spec.network(),
            spec.chain(),
            spec.filter(),
            spec.teacher(),
            spec.pretrain(),
            spec.finetune(),
            spec.augment(),
            spec.threads(),
            spec.seed()),
        dataset);
  }
}
