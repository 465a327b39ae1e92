package org.histochain.activities.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RuleTest {
  private static final Effect NONE = new Effect(0.5, 1, 1, new double[0]);

  @Test
  void greaterLooksAtTheWholeInterval() {
    Rule.Greater rule = new Rule.Greater(0.02);

    assertThat(rule.decide(between(0.021, 0.08))).isEqualTo(Verdict.supported);
    assertThat(rule.decide(between(0.019, 0.08))).isEqualTo(Verdict.undecided);
    assertThat(rule.decide(between(-0.3, 0.021))).isEqualTo(Verdict.undecided);
    assertThat(rule.decide(between(-0.3, 0.019))).isEqualTo(Verdict.contradicted);
    assertThat(rule.decide(NONE)).isEqualTo(Verdict.undecided);
  }

  @Test
  void withinIsEquivalenceNotTheLackOfADifference() {
    Rule.Within rule = new Rule.Within(0.02);

    assertThat(rule.decide(between(-0.019, 0.019))).isEqualTo(Verdict.supported);
    assertThat(rule.decide(between(0.001, 0.019))).isEqualTo(Verdict.supported);
    assertThat(rule.decide(between(-0.021, 0.01))).isEqualTo(Verdict.undecided);
    assertThat(rule.decide(between(-0.3, 0.3))).isEqualTo(Verdict.undecided);
    assertThat(rule.decide(between(0.021, 0.3))).isEqualTo(Verdict.contradicted);
    assertThat(rule.decide(between(-0.3, -0.021))).isEqualTo(Verdict.contradicted);
    assertThat(rule.decide(NONE)).isEqualTo(Verdict.undecided);
    assertThatThrownBy(() -> new Rule.Within(0))
        .hasMessage("a margin of 0.0 for within; it must be above 0");
  }

  @Test
  void increasingWantsEveryStep() {
    Rule.Increasing rule = new Rule.Increasing(0);
    Effect up = between(0.01, 0.05);
    Effect flat = between(-0.01, 0.05);

    assertThat(rule.decide(List.of(up, up, up))).isEqualTo(Verdict.supported);
    assertThat(rule.decide(List.of(up, flat, up))).isEqualTo(Verdict.undecided);
    assertThat(rule.decide(List.of(up, between(-0.05, -0.01)))).isEqualTo(Verdict.contradicted);
    assertThat(rule.decide(List.of(up, NONE))).isEqualTo(Verdict.undecided);
  }

  @Test
  void increasingIsContradictedByAnyOfManyOnlyAfterAdjustment() {
    // 1000 resamples of which 20 are above 0: p = 0.042 alone, and more among three.
    double[] resamples = new double[1000];
    Arrays.setAll(resamples, index -> index < 980 ? -0.1 : 0.1);
    Effect down = new Effect(-0.096, 3, 3, resamples);
    Effect up = between(0.01, 0.05);

    assertThat(down.p()).isEqualTo(2.0 * 21 / 1001);
    assertThat(new Rule.Increasing(0).decide(List.of(down))).isEqualTo(Verdict.contradicted);
    assertThat(new Rule.Increasing(0).decide(List.of(up, down, up))).isEqualTo(Verdict.undecided);
  }

  @Test
  void variancesFallByTheirRatio() {
    Rule.VarianceFalls rule = new Rule.VarianceFalls(0.1);

    assertThat(rule.decide(ratio(0.2, 0.89))).isEqualTo(Verdict.supported);
    assertThat(rule.decide(ratio(0.2, 0.91))).isEqualTo(Verdict.undecided);
    assertThat(rule.decide(ratio(0.91, 4))).isEqualTo(Verdict.contradicted);
    assertThat(rule.decide(new VarianceRatio(2, null, null, null))).isEqualTo(Verdict.undecided);
  }

  private static VarianceRatio ratio(double low, double high) {
    return new VarianceRatio(5, Math.sqrt(low * high), new Interval(low, high), 0.5);
  }

  /** An effect whose 95 % interval this is: its resamples lie evenly. */
  private static Effect between(double low, double high) {
    double middle = (low + high) / 2;
    double step = (high - low) / 0.95 / 1000;
    double[] resamples = new double[1001];
    Arrays.setAll(resamples, index -> middle + step * (index - 500));
    return new Effect(middle, 3, 3, resamples);
  }
}
