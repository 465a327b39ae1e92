package org.histochain.activities.picture;

import java.awt.image.BufferedImage;
import org.histochain.activities.image.Lanczos;

/** A patch's pixels as an image of a size that can be looked at. */
final class PatchImage {
  private static final int CHANNELS = 3;

  private PatchImage() {}

  /**
   * Returns the side at which a patch is shown: enlarged by the largest whole factor, or shrunk to
   * {@code most}.
   */
  static int shownSide(int side, int most) {
    return side >= most ? most : most / side * side;
  }

  /**
   * Makes an image of {@link #shownSide} pixels: pixels are repeated, or {@link Lanczos} resizes.
   *
   * @param pixels uint8 [side, side, 3], red, green, blue
   * @param most the largest side that the image may have, at least 1
   */
  static BufferedImage of(byte[] pixels, int side, int most) {
    int shown = shownSide(side, most);
    int kept = Math.min(side, shown);
    byte[] resized = Lanczos.resize(pixels, side, side, kept);
    int factor = shown / kept;
    BufferedImage image = new BufferedImage(shown, shown, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < shown; y++) {
      for (int x = 0; x < shown; x++) {
        int place = (y / factor * kept + x / factor) * CHANNELS;
        int colour =
            Byte.toUnsignedInt(resized[place]) << 16
                | Byte.toUnsignedInt(resized[place + 1]) << 8
                | Byte.toUnsignedInt(resized[place + 2]);
        image.setRGB(x, y, colour);
      }
    }
    return image;
  }
}
