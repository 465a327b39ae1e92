package org.histochain.activities.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.histochain.activities.draw.Draw;
import org.junit.jupiter.api.Test;

final class HolmTest {
  @Test
  void adjustsAHandComputedExample() {
    // Ascending 0.005 x 4, 0.01 x 3, 0.03 x 2, 0.04 x 1, which may not fall below the one before.
    assertThat(Holm.adjusted(0.01, 0.04, 0.03, 0.005))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
    assertThat(Holm.adjusted(0.9, 0.6)).containsExactly(1, 1);
    assertThat(Holm.adjusted(0.2)).containsExactly(0.2);
    assertThat(Holm.adjusted()).isEmpty();
  }

  @Test
  void rejectsWhatTheStepDownProcedureRejects() {
    Draw draw = Draw.of(3, "p-values");
    for (int trial = 0; trial < 200; trial++) {
      double[] p = new double[1 + draw.below(8)];
      Arrays.setAll(p, index -> Math.pow(draw.uniform(), 4));
      double level = draw.uniform(0.01, 0.2);
      double[] ascending = p.clone();
      Arrays.sort(ascending);
      int rejected = 0;
      while (rejected < p.length && ascending[rejected] <= level / (p.length - rejected)) {
        rejected++;
      }
      assertThat(Arrays.stream(Holm.adjusted(p)).filter(one -> one <= level)).hasSize(rejected);
    }
  }

  @Test
  void refusesWhatIsNoPValue() {
    assertThatThrownBy(() -> Holm.adjusted(0.1, Double.NaN))
        .hasMessage("a p-value of NaN; it must be in [0, 1]");
  }
}
