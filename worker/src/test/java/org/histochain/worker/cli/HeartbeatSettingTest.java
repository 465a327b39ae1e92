package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatSettingTest {
  @Test
  void aMinuteUnlessItIsSet() {
    assertThat(heartbeat(Map.of())).isEqualTo(Duration.ofSeconds(60));
    assertThat(heartbeat(Map.of("HISTOCHAIN_HEARTBEAT_SECONDS", "10")))
        .isEqualTo(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-3", "soon", "2.5"})
  void whatIsNoSuchNumberIsRefused(String value) {
    assertThatThrownBy(() -> heartbeat(Map.of("HISTOCHAIN_HEARTBEAT_SECONDS", value)))
        .isInstanceOf(CliError.class)
        .hasMessageContaining("HISTOCHAIN_HEARTBEAT_SECONDS is " + value);
  }

  private static Duration heartbeat(Map<String, String> environment) {
    return HeartbeatSetting.timeouts(environment).heartbeat();
  }
}
