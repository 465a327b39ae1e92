package org.histochain.activities.stain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.assertj.core.data.Offset;
import org.histochain.activities.draw.Draw;
import org.junit.jupiter.api.Test;

final class HedJitterTest {
  @Test
  void agreesWithScikitImageAndNumpy() throws IOException {
    JsonNode fixture = StainFixture.read("hed.json");
    for (JsonNode expected : fixture.get("cases")) {
      float[] image = image(fixture);
      HedJitter.apply(
          image,
          StainFixture.doubles(expected.get("factors")),
          StainFixture.doubles(expected.get("shifts")));
      double[] wanted = StainFixture.doubles(expected.get("image"));
      for (int place = 0; place < image.length; place++) {
        assertThat((double) image[place]).isCloseTo(wanted[place], Offset.offset(1e-6));
      }
    }
  }

  @Test
  void stretchingByOneAndShiftingByNothingChangesNothingButBlack() throws IOException {
    float[] image = image(StainFixture.read("hed.json"));
    float[] before = image.clone();
    HedJitter.apply(image, new double[] {1, 1, 1}, new double[3]);
    for (int place = 0; place < image.length; place++) {
      assertThat(image[place]).isCloseTo(Math.max(before[place], 1 / 255f), Offset.offset(1e-6f));
    }
  }

  @Test
  void drawsStayInRangeAndAreTheirDrawsAlone() throws IOException {
    float[] before = image(StainFixture.read("hed.json"));
    float[] one = before.clone();
    float[] same = before.clone();
    float[] other = before.clone();
    new HedJitter(0.9).apply(one, Draw.of(1, "hed", 1));
    new HedJitter(0.9).apply(same, Draw.of(1, "hed", 1));
    new HedJitter(0.9).apply(other, Draw.of(1, "hed", 2));
    assertThat(same).isEqualTo(one).isNotEqualTo(before);
    assertThat(other).isNotEqualTo(one);
    for (float value : one) {
      assertThat(value).isBetween(0f, 1f);
    }
  }

  private static float[] image(JsonNode fixture) {
    byte[] pixels = StainFixture.bytes(fixture.get("pixels"));
    float[] image = new float[pixels.length];
    for (int place = 0; place < image.length; place++) {
      image[place] = (pixels[place] & 0xFF) / 255f;
    }
    return image;
  }
}
