package org.histochain.worker.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.LabelSpec;
import org.junit.jupiter.api.Test;

class StaticDetailsTest {
  @Test
  void sayInALineAndATableWhatTheChainIs() {
    ChainSpec spec = StubSteps.spec(4);
    assertThat(StaticDetails.summary(spec)).isEqualTo("tissue, 4 iterations, resnet10, k 0.8");
    assertThat(StaticDetails.table(spec).lines())
        .startsWith("| setting | value |", "|---|---|")
        .contains(
            "| data set | tissue, version `dddddddddddd` |",
            "| labels | 6 for each class, seed 1 |",
            "| chain | 4 iterations, best by balancedAccuracy |",
            "| pretrain | 5 epochs, batch 64, learning rate 0.002, weight decay 0.001 |")
        .allMatch(line -> line.startsWith("|") && line.endsWith("|"));
  }

  @Test
  void sayHowALabelledSetWasDrawnThatIsUnrepresentativeOnPurpose() {
    ChainSpec spec = StubSteps.spec(4);
    ChainSpec nearest =
        new ChainSpec(
            spec.dataset(),
            spec.split(),
            new LabelSpec(null, "0.01", null, 3, "refuse", "nearest"),
            spec.normalise(),
            spec.network(),
            spec.chain(),
            spec.filter(),
            spec.teacher(),
            spec.pretrain(),
            spec.finetune(),
            spec.augment(),
            spec.threads(),
            spec.seed());
    assertThat(StaticDetails.table(nearest))
        .contains("| labels | 0.01 of labelled and pool, draw nearest, seed 3 |");
  }

  @Test
  void keepTheLineWithinWhatAServerTakes() {
    ChainSpec spec = StubSteps.spec(4);
    ChainSpec named =
        new ChainSpec(
            new DatasetRef("ä".repeat(300), "short"),
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
            spec.seed());
    assertThat(StaticDetails.summary(named).getBytes(UTF_8)).hasSizeLessThanOrEqualTo(200);
    assertThat(StaticDetails.table(named)).contains("version `short`");
  }
}
