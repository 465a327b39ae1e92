package org.histochain.activities.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AreaAverageTest {
  @Test
  void halvingTakesTheMeanOfFour() {
    byte[] grey = grey(0, 100, 200, 4, 10, 11, 0, 0, 0, 0, 255, 255, 0, 0, 255, 254);
    assertThat(AreaAverage.resize(grey, 4, 2)).isEqualTo(grey(30, 51, 0, 255));
  }

  @Test
  void fractionsOfPixelsCountByTheirArea() {
    byte[] three = grey(90, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(AreaAverage.resize(three, 3, 2)).isEqualTo(grey(40, 0, 0, 0));
  }

  @Test
  void enlargingByAWholeFactorRepeatsPixels() {
    assertThat(AreaAverage.resize(grey(1, 2, 3, 4), 2, 4))
        .isEqualTo(grey(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4));
  }

  @Test
  void sameSideIsTheSameImage() {
    assertThat(AreaAverage.resize(grey(9, 8, 7, 6), 2, 2)).isEqualTo(grey(9, 8, 7, 6));
  }

  private static byte[] grey(int... values) {
    byte[] pixels = new byte[values.length * 3];
    for (int index = 0; index < pixels.length; index++) {
      pixels[index] = (byte) values[index / 3];
    }
    return pixels;
  }
}
