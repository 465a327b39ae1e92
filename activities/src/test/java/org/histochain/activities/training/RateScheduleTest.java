package org.histochain.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class RateScheduleTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-15);

  @Test
  void withoutWarmupTheCosineBeginsAtItsPeak() {
    RateSchedule schedule = RateSchedule.of(TrainingSpecs.warmup(0.2, null), 4);
    assertThat(schedule.rate(0)).isEqualTo(0.2);
    assertThat(schedule.rate(1)).isCloseTo(0.1 * (1 + Math.sqrt(0.5)), EXACT);
    assertThat(schedule.rate(2)).isCloseTo(0.1, EXACT);
    assertThat(schedule.rate(3)).isCloseTo(0.1 * (1 - Math.sqrt(0.5)), EXACT);
  }

  @Test
  void warmupRisesInEqualStepsToThePeakAndTheCosineTakesTheRest() {
    RateSchedule schedule = RateSchedule.of(TrainingSpecs.warmup(0.2, 0.4), 10);
    assertThat(schedule.warmup()).isEqualTo(4);
    assertThat(schedule.rate(0)).isCloseTo(0.05, EXACT);
    assertThat(schedule.rate(1)).isCloseTo(0.1, EXACT);
    assertThat(schedule.rate(3)).isCloseTo(0.2, EXACT);
    assertThat(schedule.rate(4)).isCloseTo(0.2, EXACT);
    assertThat(schedule.rate(7)).isCloseTo(0.1, EXACT);
    assertThat(schedule.rate(9)).isCloseTo(0.1 * (1 - Math.sqrt(0.75)), EXACT);
  }

  @Test
  void warmupLeavesAnUpdateToTheCosine() {
    assertThat(RateSchedule.of(TrainingSpecs.warmup(0.2, 0.9), 2).warmup()).isEqualTo(1);
    assertThat(RateSchedule.of(TrainingSpecs.warmup(0.2, 0.9), 1).rate(0)).isEqualTo(0.2);
  }
}
