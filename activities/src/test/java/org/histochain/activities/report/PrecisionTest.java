package org.histochain.activities.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;

final class PrecisionTest {
  private static final double Z = 1.959963984540054;

  @Test
  void intervalIsWilsons() {
    for (int known = 1; known <= 40; known += 3) {
      for (int right = 0; right <= known; right++) {
        Precision precision = new Precision(right, known - right);
        double share = (double) right / known;
        double middle = (share + Z * Z / (2 * known)) / (1 + Z * Z / known);
        double half =
            Z
                / (1 + Z * Z / known)
                * Math.sqrt(share * (1 - share) / known + Z * Z / (4.0 * known * known));
        assertThat(precision.value()).isEqualTo(share);
        assertThat(precision.low()).isCloseTo(middle - half, offset(1e-9));
        assertThat(precision.high()).isCloseTo(middle + half, offset(1e-9));
      }
    }
  }

  @Test
  void nothingKnownHasNoPrecision() {
    Precision precision = new Precision(0, 0);
    assertThat(precision.value()).isNull();
    assertThat(precision.low()).isNull();
    assertThat(precision.high()).isNull();
  }
}
