package org.histochain.activities.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SpreadTest {
  @Test
  void givesTheTIntervalOfAHandComputedExample() {
    // t(0.975; 3) = 3.182446 in any table; deviation sqrt(5 / 3).
    Spread spread = Spread.of(1, 2, 3, 4);

    assertThat(spread.mean()).isEqualTo(2.5);
    assertThat(spread.deviation()).isEqualTo(Math.sqrt(5.0 / 3), within(1e-15));
    Interval interval = requireNonNull(spread.interval());
    assertThat(interval.low()).isEqualTo(2.5 - 3.182446 * Math.sqrt(5.0 / 12), within(1e-6));
    assertThat(interval.high()).isEqualTo(2.5 + 3.182446 * Math.sqrt(5.0 / 12), within(1e-6));
  }

  @Test
  void saysNothingOfSpreadForOneRun() {
    assertThat(Spread.of(0.7)).isEqualTo(new Spread(1, 0.7, null, null));
    assertThatThrownBy(() -> Spread.of()).hasMessage("there are no runs to summarise");
  }
}
