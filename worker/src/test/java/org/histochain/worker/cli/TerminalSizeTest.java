package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TerminalSizeTest {
  @Test
  void sttysAnswerIsRead() {
    assertThat(TerminalSize.parse("50 132\n")).isEqualTo(new TerminalSize(50, 132));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0 0", "24", "24 80 1", "rows 24", "99999999999 80"})
  void anyOtherAnswerIsTheUsualSize(String answer) {
    assertThat(TerminalSize.parse(answer)).isEqualTo(TerminalSize.USUAL);
  }
}
