package org.histochain.activities.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;

/** Takes the samples of decoded images as 8-bit RGB. */
final class Samples {
  private Samples() {}

  static Decoded decoded(BufferedImage image) throws IOException {
    ColorModel colours = image.getColorModel();
    Raster raster = image.getRaster();
    if (colours instanceof IndexColorModel) {
      return new Decoded(converted(image), "palette");
    }
    int type = raster.getSampleModel().getDataType();
    int bits = raster.getSampleModel().getSampleSize(0);
    int bands = raster.getNumBands();
    boolean whole = type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT;
    if (!whole || bits > 16 || bits < 8 && bands > 1) {
      throw new UnreadableImageException(
          "its samples are of " + bits + " bits: 8 and 16 whole bits are read");
    }
    if (colours.getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
      return new Decoded(cmyk(raster, bits - 8), "CMYK");
    }
    int kind = colours.getColorSpace().getType();
    boolean direct = kind == ColorSpace.TYPE_RGB || kind == ColorSpace.TYPE_GRAY;
    if (!direct || bands > 4 || bits < 8) {
      return new Decoded(converted(image), direct ? bits + "-bit" : "neither RGB nor grey");
    }
    String mode = Decoded.mode(colours.getNumColorComponents(), bits, bands % 2 == 0);
    if (raster.getSampleModel() instanceof ComponentSampleModel model
        && raster.getDataBuffer() instanceof DataBufferByte buffer) {
      return new Decoded(bytes(raster, model, buffer), mode);
    }
    return new Decoded(samples(raster, bits - 8), mode);
  }

  /** Takes the samples as {@link #samples} does, where each is a byte of its own. */
  private static byte[] bytes(Raster raster, ComponentSampleModel model, DataBufferByte buffer) {
    int width = raster.getWidth();
    int[] first = new int[3];
    byte[][] data = new byte[3][];
    for (int colour = 0; colour < 3; colour++) {
      int band = raster.getNumBands() < 3 ? 0 : colour;
      int bank = model.getBankIndices()[band];
      data[colour] = buffer.getData(bank);
      first[colour] =
          buffer.getOffsets()[bank]
              + model.getOffset(
                  raster.getMinX() - raster.getSampleModelTranslateX(),
                  raster.getMinY() - raster.getSampleModelTranslateY(),
                  band);
    }
    byte[] red = data[0];
    byte[] green = data[1];
    byte[] blue = data[2];
    byte[] pixels = new byte[width * raster.getHeight() * 3];
    int step = model.getPixelStride();
    int target = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      int source = y * model.getScanlineStride();
      for (int x = 0; x < width; x++) {
        pixels[target++] = red[first[0] + source];
        pixels[target++] = green[first[1] + source];
        pixels[target++] = blue[first[2] + source];
        source += step;
      }
    }
    return pixels;
  }

  /** Takes the samples as they are: {@code getRGB} would put grey through a colour profile. */
  private static byte[] samples(Raster raster, int shift) {
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    int green = bands < 3 ? 0 : 1;
    int blue = bands < 3 ? 0 : 2;
    byte[] pixels = new byte[width * raster.getHeight() * 3];
    int[] row = new int[width * bands];
    int target = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int source = 0; source < row.length; source += bands) {
        pixels[target++] = (byte) (row[source] >> shift);
        pixels[target++] = (byte) (row[source + green] >> shift);
        pixels[target++] = (byte) (row[source + blue] >> shift);
      }
    }
    return pixels;
  }

  private static byte[] cmyk(Raster raster, int shift) {
    int width = raster.getWidth();
    byte[] pixels = new byte[width * raster.getHeight() * 3];
    int[] row = new int[width * raster.getNumBands()];
    int target = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int source = 0; source < row.length; source += raster.getNumBands()) {
        int light = 255 - (row[source + 3] >> shift);
        for (int ink = 0; ink < 3; ink++) {
          pixels[target++] = lit(255 - (row[source + ink] >> shift), light);
        }
      }
    }
    return pixels;
  }

  /** Returns {@code paper * light / 255}, rounded. */
  static byte lit(int paper, int light) {
    return (byte) ((paper * light + 127) / 255);
  }

  private static byte[] converted(BufferedImage image) {
    int width = image.getWidth();
    byte[] pixels = new byte[width * image.getHeight() * 3];
    int[] row = new int[width];
    int target = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int colour : row) {
        pixels[target++] = (byte) (colour >> 16);
        pixels[target++] = (byte) (colour >> 8);
        pixels[target++] = (byte) colour;
      }
    }
    return pixels;
  }
}
