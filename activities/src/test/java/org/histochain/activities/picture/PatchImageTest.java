package org.histochain.activities.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PatchImageTest {
  @Test
  void enlargingByAWholeFactorRepeatsPixels() {
    assertThat(reds(PatchImage.of(grey(1, 2, 3, 4), 2, 5)))
        .containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4);
  }

  @Test
  void sameSideIsTheSameImage() {
    assertThat(reds(PatchImage.of(grey(9, 8, 7, 6), 2, 2))).containsExactly(9, 8, 7, 6);
  }

  @Test
  void shrinkingTakesAllPixelsIntoAccount() {
    int[] stripes = new int[64];
    for (int pixel = 0; pixel < stripes.length; pixel++) {
      stripes[pixel] = pixel % 2 * 200;
    }
    assertThat(reds(PatchImage.of(grey(stripes), 8, 2))).hasSize(4).doesNotContain(0, 200);
  }

  private static int[] reds(BufferedImage image) {
    int width = image.getWidth();
    int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    return Arrays.stream(pixels).map(pixel -> pixel >> 16 & 0xFF).toArray();
  }

  private static byte[] grey(int... values) {
    byte[] pixels = new byte[values.length * 3];
    for (int index = 0; index < pixels.length; index++) {
      pixels[index] = (byte) values[index / 3];
    }
    return pixels;
  }
}
