package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FollowerTest {
  @Test
  void looksAreAFiftiethOfTheTimeWithinBounds() {
    assertThat(Follower.pauseAfter(Duration.ofMillis(5))).isEqualTo(Duration.ofSeconds(1));
    assertThat(Follower.pauseAfter(Duration.ofMillis(60))).isEqualTo(Duration.ofSeconds(3));
    assertThat(Follower.pauseAfter(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(5));
  }
}
