package org.histochain.activities.picture;

import java.awt.image.BufferedImage;
import org.histochain.activities.dataset.AreaAverage;

/** A patch's pixels as an image of a size that can be looked at. */
final class PatchImage {
  private static final int CHANNELS = 3;

  private PatchImage() {}

  /**
   * Returns the side at which a patch is shown: enlarged by the largest whole factor, or averaged
   * down to {@code most}.
   */
  static int shownSide(int side, int most) {
    return side >= most ? most : most / side * side;
  }

  /**
   * Makes an image of {@link #shownSide} pixels. A smaller one is the mean of the area that each of
   * its pixels covers, so that no detail flickers in or out.
   *
   * @param pixels uint8 [side, side, 3], red, green, blue
   * @param most the largest side that the image may have, at least 1
   */
  static BufferedImage of(byte[] pixels, int side, int most) {
    int shown = shownSide(side, most);
    byte[] resized = AreaAverage.resize(pixels, side, shown);
    BufferedImage image = new BufferedImage(shown, shown, BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < shown * shown; pixel++) {
      int place = pixel * CHANNELS;
      int colour =
          Byte.toUnsignedInt(resized[place]) << 16
              | Byte.toUnsignedInt(resized[place + 1]) << 8
              | Byte.toUnsignedInt(resized[place + 2]);
      image.setRGB(pixel % shown, pixel / shown, colour);
    }
    return image;
  }
}
