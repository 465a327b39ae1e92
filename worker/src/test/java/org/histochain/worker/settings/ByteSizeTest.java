package org.histochain.worker.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
  @Test
  void unitsArePowersOf1024() {
    assertThat(ByteSize.parse("SIZE", "7k")).isEqualTo(7 * 1024);
    assertThat(ByteSize.parse("SIZE", "500m")).isEqualTo(500L * 1024 * 1024);
    assertThat(ByteSize.parse("SIZE", " 20G ")).isEqualTo(20L * 1024 * 1024 * 1024);
    assertThat(ByteSize.parse("SIZE", "2t")).isEqualTo(2L * 1024 * 1024 * 1024 * 1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "0g", "-1g", "1.5g", "20 gb", "12345678t", "g"})
  void whatIsNoSizeIsNamedWithWhatToWrite(String written) {
    assertThatThrownBy(() -> ByteSize.parse("HISTOCHAIN_CACHE_SIZE", written))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(
            "HISTOCHAIN_CACHE_SIZE is %s, which is no size: write a whole number and k, m, g or t, such as 20g",
            written);
  }
}
