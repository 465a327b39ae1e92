package org.histochain.workflows.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KTest {
  @ParameterizedTest
  @CsvSource({
    "0.1, 30, 3",
    "0.1, 31, 4",
    "0.7, 10, 7",
    "0.07, 100, 7",
    "0.8, 546, 437",
    "0.8, 545, 436",
    "0.29, 100, 29",
    "0.000000000000000001, 5, 1",
    "0.999999999999999999, 5, 5",
    ".5, 3, 2",
    "5e-1, 3, 2",
    "0.8, 0, 0",
    "2, 5, 2",
    "4000, 546, 546",
    "999999999999, 7, 7",
    "2, 0, 0",
    "all, 546, 546",
    "all, 0, 0"
  })
  void keepsTheExactCeilingOfAFractionAndAtMostACount(String k, int candidates, int kept) {
    assertThat(K.parse(k).keep(candidates)).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1.0",
        "01",
        "0",
        "0.0",
        "-1",
        "-0.5",
        "1.5",
        "2.0",
        "5e2",
        "NaN",
        "Infinity",
        "half",
        "ALL",
        "",
        " ",
        "0.5 ",
        "1e-99999",
        "0x2",
        "٣"
      })
  void refusesAnythingElseWithAdvice(String k) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> K.parse(k))
        .withMessageStartingWith("filter.k is ")
        .withMessageEndingWith(
            ": write `all` to keep every candidate, a decimal below 1 for a fraction, or an"
                + " integer of at least 2 for a count");
  }

  @Test
  void namesTheRefusedValueAsItWasWritten() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> K.parse("1.0"))
        .withMessageStartingWith("filter.k is 1.0: ");
  }

  @ParameterizedTest
  @CsvSource({"0.80, 0.8", "5e-1, 0.5", ".25, 0.25", "007, 7", "all, all"})
  void hasOneTextForOneValue(String written, String text) {
    assertThat(K.parse(written).text()).isEqualTo(text);
    assertThat(K.parse(text).text()).isEqualTo(text);
  }
}
