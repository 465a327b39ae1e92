package org.histochain.workflows.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AugmentSpecTest {
  @Test
  void timesAFactorEachStrengthStaysInItsRangeAndTurnsStayOnOrOff() {
    AugmentSpec augment = new AugmentSpec(true, false, 0.2, 0.25, 0.5, 0.125);

    assertThat(augment.times(1)).isEqualTo(augment);
    assertThat(augment.times(0.5))
        .isEqualTo(new AugmentSpec(true, false, 0.1, 0.125, 0.25, 0.0625));
    assertThat(augment.times(0)).isEqualTo(new AugmentSpec(true, false, 0, 0, 0, 0.0));
    AugmentSpec most = augment.times(100);
    assertThat(most)
        .isEqualTo(
            new AugmentSpec(
                true,
                false,
                Math.nextDown(0.5),
                Math.nextDown(1.0),
                Math.nextDown(1.0),
                Math.nextDown(1.0)));
    assertThat(ChainRules.check(Specs.with(Specs.sound(), most))).isEmpty();
  }
}
