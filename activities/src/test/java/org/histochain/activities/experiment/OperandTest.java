package org.histochain.activities.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperandTest {
  @Test
  void isWrittenAsArmFractionAndStage() {
    assertThat(Operand.parse("chain")).isEqualTo(new Operand("chain", null, "best"));
    assertThat(Operand.parse("chain@0.01")).isEqualTo(new Operand("chain", "0.01", "best"));
    assertThat(Operand.parse("chain:last")).isEqualTo(new Operand("chain", null, "last"));
    assertThat(Operand.parse("chain@0.01:12")).isEqualTo(new Operand("chain", "0.01", "12"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chain", "chain@0.01", "chain:teacher", "chain@0.01:3"})
  void isWrittenAsItWasRead(String text) {
    assertThat(Operand.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@0.01", "chain:first", "chain:0", "chain@", "chain@1@2"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Operand.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write ARM, ARM@FRACTION");
  }
}
