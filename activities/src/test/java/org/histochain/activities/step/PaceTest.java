package org.histochain.activities.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration READY = Duration.ofMinutes(30);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Pace pace =
      new Pace(new StepHeartbeat.Rhythm(Duration.ofSeconds(2), READY, PATIENCE), 0);
  private long now;

  @Test
  void gettingReadyMayTakeLongAndIsNoMeasure() {
    assertThat(pace.patience()).isEqualTo(READY);
    assertThat(hungAfter(READY)).isFalse();
    assertThat(hungAfter(Duration.ofNanos(1))).isTrue();

    pace.sign(now);

    assertThat(pace.patience()).isEqualTo(PATIENCE);
  }

  @Test
  void quickUnitsOfWorkLeaveTheLeastPatience() {
    pace.sign(now);
    for (int unit = 0; unit < 100; unit++) {
      pass(Duration.ofMillis(50));
      pace.sign(now);
    }

    assertThat(hungAfter(PATIENCE)).isFalse();
    assertThat(hungAfter(Duration.ofNanos(1))).isTrue();
  }

  @Test
  void aSlowUnitOfWorkMakesLaterSilenceLast() {
    pace.sign(now);
    pass(Duration.ofMinutes(2));
    pace.sign(now);
    pass(Duration.ofSeconds(1));
    pace.sign(now);

    assertThat(pace.patience()).isEqualTo(Duration.ofMinutes(40));
  }

  private boolean hungAfter(Duration silence) {
    pass(silence);
    return pace.isHung(now);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
