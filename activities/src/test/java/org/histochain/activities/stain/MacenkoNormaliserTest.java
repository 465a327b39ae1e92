package org.histochain.activities.stain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class MacenkoNormaliserTest {
  private final MacenkoNormaliser normaliser = new MacenkoNormaliser();

  @Test
  void agreesWithNumpyToTheByte() throws IOException {
    JsonNode fixture = StainFixture.read("macenko.json");
    byte[] pixels = StainFixture.bytes(fixture.get("pixels"));
    byte[] before = pixels.clone();

    assertThat(normaliser.apply(pixels))
        .isEqualTo(StainFixture.bytes(fixture.get("normalised")))
        .isNotEqualTo(before);
    assertThat(pixels).isEqualTo(before);
  }

  @Test
  void twoStainingsOfOneTissueBecomeAlike() {
    byte[] pale = tissue(0.6, 1.2);
    byte[] dark = tissue(1.3, 0.7);
    assertThat(distance(pale, dark)).isGreaterThan(20);
    assertThat(distance(normaliser.apply(pale), normaliser.apply(dark))).isLessThan(4);
  }

  @Test
  void aPatchWithTooLittleTissueStaysAsItIs() {
    byte[] light = new byte[3 * 400];
    Arrays.fill(light, (byte) 235);
    byte[] tissue = tissue(1, 1);
    System.arraycopy(tissue, 0, light, 0, 3 * 15);
    assertThat(normaliser.apply(light)).isSameAs(light);
  }

  @Test
  void aPatchOfOneColourStaysAsItIs() {
    for (int value : new int[] {0, 100, 255}) {
      byte[] flat = new byte[3 * 64];
      Arrays.fill(flat, (byte) value);
      assertThat(normaliser.apply(flat)).isSameAs(flat);
    }
  }

  /** 20 x 20 pixels of two stains in amounts that rise along the sides. */
  private static byte[] tissue(double haematoxylin, double eosin) {
    byte[] pixels = new byte[3 * 400];
    double[] blue = {0.65, 0.70, 0.29};
    double[] red = {0.07, 0.99, 0.11};
    for (int pixel = 0; pixel < 400; pixel++) {
      double first = haematoxylin * (pixel % 20) / 19;
      double second = eosin * (pixel / 20) / 19;
      for (int channel = 0; channel < 3; channel++) {
        double density = first * blue[channel] + second * red[channel];
        pixels[3 * pixel + channel] = (byte) Math.round(239 * Math.exp(-density));
      }
    }
    return pixels;
  }

  private static double distance(byte[] one, byte[] other) {
    double sum = 0;
    for (int place = 0; place < one.length; place++) {
      sum += Math.abs((one[place] & 0xFF) - (other[place] & 0xFF));
    }
    return sum / one.length;
  }
}
