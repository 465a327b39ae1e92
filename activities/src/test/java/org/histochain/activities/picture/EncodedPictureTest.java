package org.histochain.activities.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.histochain.activities.draw.Draw;
import org.junit.jupiter.api.Test;

class EncodedPictureTest {
  /** What a page of nine classes holds: eight patches on the sheet, eight on the wall, of each. */
  private static final int ON_A_PAGE = 9 * 16;

  @Test
  void smallPatchKeepsItsPixels() throws IOException {
    byte[] pixels = noise(28);
    EncodedPicture picture = EncodedPicture.embedded(pixels, 28);
    assertThat(picture.dataUri()).startsWith("data:image/png;base64,");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
    assertThat(image.getWidth()).isEqualTo(28);
    for (int pixel = 0; pixel < 28 * 28; pixel++) {
      assertThat(image.getRGB(pixel % 28, pixel / 28) >> 16 & 0xFF)
          .isEqualTo(Byte.toUnsignedInt(pixels[pixel * 3]));
    }
  }

  @Test
  void largePatchIsShrunkAndEvenNoiseFitsThePage() throws IOException {
    for (int side : new int[] {40, 64, 96, 224, 1000}) {
      EncodedPicture picture = EncodedPicture.embedded(noise(side), side);
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
      assertThat(image.getWidth()).isEqualTo(Math.min(side, 96));
      assertThat(picture.dataUri().length() * ON_A_PAGE).isLessThan(2 << 20);
      assertThat(Base64.getDecoder().decode(picture.dataUri().split(",")[1]))
          .isEqualTo(picture.bytes());
    }
  }

  @Test
  void isShownEnlargedByAWholeFactor() {
    assertThat(EncodedPicture.shownSide(28)).isEqualTo(84);
    assertThat(EncodedPicture.shownSide(32)).isEqualTo(64);
    assertThat(EncodedPicture.shownSide(64)).isEqualTo(64);
    assertThat(EncodedPicture.shownSide(96)).isEqualTo(96);
    assertThat(EncodedPicture.shownSide(224)).isEqualTo(96);
  }

  private static byte[] noise(int side) {
    Draw draw = Draw.of(side, "noise");
    byte[] pixels = new byte[side * side * 3];
    for (int index = 0; index < pixels.length; index++) {
      pixels[index] = (byte) draw.below(256);
    }
    return pixels;
  }
}
