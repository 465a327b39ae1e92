package org.histochain.activities.stain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StainShiftTest {
  @ParameterizedTest
  @ValueSource(doubles = {-0.4, -0.1, 0, 0.2})
  void isHedJittersFormulaWithoutShiftsRounded(double strength) throws IOException {
    byte[] pixels = StainFixture.bytes(StainFixture.read("hed.json").get("pixels"));
    byte[] before = pixels.clone();
    float[] image = new float[pixels.length];
    for (int place = 0; place < image.length; place++) {
      image[place] = (pixels[place] & 0xFF) / 255f;
    }
    HedJitter.apply(image, new double[] {1 + strength, 1 - strength, 1}, new double[3]);

    byte[] shifted = StainShift.apply(pixels, strength);

    for (int place = 0; place < image.length; place++) {
      assertThat(shifted[place] & 0xFF).isEqualTo(Math.round(255 * image[place]));
      if (strength == 0) {
        assertThat(shifted[place] & 0xFF).isEqualTo(Math.max(1, pixels[place] & 0xFF));
      }
    }
    assertThat(pixels).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.4})
  void goesTowardsTheOneStainOrTheOther(double strength) {
    // Pure haematoxylin at density 1 and pure eosin, by the matrix of Ruifrok and Johnston.
    byte[] haematoxylin = {(byte) 57, (byte) 51, (byte) 131};
    byte[] eosin = {(byte) 217, (byte) 26, (byte) 198};

    assertThat(StainShift.apply(haematoxylin, strength)[0] & 0xFF).isLessThan(57);
    assertThat(StainShift.apply(haematoxylin, -strength)[0] & 0xFF).isGreaterThan(57);
    assertThat(StainShift.apply(eosin, strength)[1] & 0xFF).isGreaterThan(26);
    assertThat(StainShift.apply(eosin, -strength)[1] & 0xFF).isLessThan(26);
  }
}
