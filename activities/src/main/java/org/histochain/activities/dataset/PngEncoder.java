package org.histochain.activities.dataset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pixels as PNG, without loss. */
final class PngEncoder {
  private PngEncoder() {}

  /**
   * Encodes a square image. The bytes are those of this machine's zlib: another may pack the same
   * pixels otherwise.
   *
   * @param pixels uint8 [side, side, 3], red, green, blue
   */
  static byte[] encode(byte[] pixels, int side) throws IOException {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
    int[] row = new int[side * 3];
    for (int y = 0; y < side; y++) {
      for (int index = 0; index < row.length; index++) {
        row[index] = Byte.toUnsignedInt(pixels[y * row.length + index]);
      }
      image.getRaster().setPixels(0, y, side, 1, row);
    }
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(encoded)) {
      writer.setOutput(output);
      writer.write(image);
    } finally {
      writer.dispose();
    }
    return encoded.toByteArray();
  }
}
