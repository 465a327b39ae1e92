package org.histochain.activities.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "pathmnist-1000", "a.b_c-d"})
  void soundIdIsReturned(String id) {
    assertThat(Ids.check("chain id", id)).isEqualTo(id);
    assertThat(Ids.check("chain id", "x".repeat(63))).hasSize(63);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", ".a", "_a", "A", "a b", "a/b", "..", "ä", "a\n"})
  void otherIdIsRefusedByItsKindAndValue(String id) {
    assertThatThrownBy(() -> Ids.check("chain id", id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chain id")
        .hasMessageContaining(id);
    assertThatThrownBy(() -> Ids.check("chain id", "x".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
