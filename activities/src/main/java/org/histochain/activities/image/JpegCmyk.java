package org.histochain.activities.image;

import java.awt.image.Raster;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * JPEG files of four inks, which the JDK gives only as raw samples: CMYK or YCCK, by Adobe's marker
 * (transform 2), which also says that the samples are inverted.
 */
final class JpegCmyk {
  private static final int ADOBE = 0xee;
  private static final int YCCK = 2;

  private JpegCmyk() {}

  /** Returns whether a JPEG file has four components. */
  static boolean is(byte[] file) {
    ByteBuffer frame = segment(file, false);
    return frame != null && frame.remaining() > 5 && frame.get(frame.position() + 5) == 4;
  }

  /**
   * Converts raw samples.
   *
   * @param raster four bands of 8 bits
   * @return uint8 [height, width, 3]
   */
  static byte[] rgb(byte[] file, Raster raster) {
    ByteBuffer adobe = segment(file, true);
    boolean ycck = adobe != null && adobe.get(adobe.position() + 11) == YCCK;
    int width = raster.getWidth();
    byte[] pixels = new byte[width * raster.getHeight() * 3];
    int[] row = new int[width * 4];
    int target = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int source = 0; source < row.length; source += 4) {
        if (ycck) {
          toInks(row, source);
        }
        int turned = adobe == null ? 255 : 0;
        for (int ink = 0; ink < 3; ink++) {
          pixels[target++] =
              Samples.lit(Math.abs(turned - row[source + ink]), Math.abs(turned - row[source + 3]));
        }
      }
    }
    return pixels;
  }

  /** YCCK is CMY, inverted and seen as RGB, in JFIF's YCbCr. */
  private static void toInks(int[] row, int at) {
    double light = row[at];
    double blue = row[at + 1] - 128.0;
    double red = row[at + 2] - 128.0;
    row[at] = ink(light + 1.402 * red);
    row[at + 1] = ink(light - 0.344136 * blue - 0.714136 * red);
    row[at + 2] = ink(light + 1.772 * blue);
  }

  private static int ink(double value) {
    return (int) Math.clamp(Math.rint(255 - value), 0, 255);
  }

  /** Returns the content of Adobe's segment, or of the frame header; null where there is none. */
  private static @Nullable ByteBuffer segment(byte[] file, boolean adobe) {
    ByteBuffer jpeg = ByteBuffer.wrap(file);
    int at = 2;
    while (at + 4 <= file.length && jpeg.get(at) == (byte) 0xff) {
      int marker = jpeg.get(at + 1) & 0xff;
      int length = jpeg.getShort(at + 2) & 0xffff;
      boolean frame = marker >= 0xc0 && marker <= 0xcf && marker % 4 != 0 || marker == 0xc0;
      boolean found = adobe ? marker == ADOBE && length >= 14 : frame;
      if (found && at + 2 + length <= file.length) {
        return jpeg.slice(at + 4, length - 2);
      }
      at += 2 + length;
    }
    return null;
  }
}
