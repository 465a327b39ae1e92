package org.histochain.activities.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.TrainingSpec;
import org.junit.jupiter.api.Test;

class SettingsFactsTest {
  @Test
  void smallNumbersHaveNoExponentAndFractionsStayFractions() {
    ChainSpec spec = ReportFixture.spec();
    TrainingSpec slow = new TrainingSpec(null, 20, 8, 5e-4, 1, "uniform");
    ChainSpec changed =
        new ChainSpec(
            spec.dataset(),
            spec.split(),
            spec.labels(),
            spec.normalise(),
            spec.network(),
            spec.chain(),
            spec.filter(),
            spec.teacher(),
            spec.pretrain(),
            slow,
            new AugmentSpec(true, true, 0.14, 0.3, 0.33),
            2,
            1);

    assertThat(facts(changed, "finetune"))
        .contains(
            new PageModel.Fact("learningRate", "0.0005"),
            new PageModel.Fact("weightDecay", "1.0"),
            new PageModel.Fact("steps", "20"));
  }

  private static List<PageModel.Fact> facts(ChainSpec spec, String part) {
    return SettingsFacts.of(spec).stream()
        .filter(facts -> facts.title().equals(part))
        .findFirst()
        .orElseThrow()
        .facts();
  }
}
