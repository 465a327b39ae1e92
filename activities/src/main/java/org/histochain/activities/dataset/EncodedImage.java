package org.histochain.activities.dataset;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An image as a file holds it. Opening reads its header alone, and refuses an image too large to be
 * decoded.
 */
final class EncodedImage implements AutoCloseable {
  /** The most pixels an image may have; far more than a patch needs, far less than memory holds. */
  static final long MOST_PIXELS = 64L << 20;

  private final ImageReader reader;
  private final ImageInputStream input;
  private final String format;
  private final int width;
  private final int height;
  private @Nullable String damage;

  private EncodedImage(ImageReader reader, ImageInputStream input) throws IOException {
    this.reader = reader;
    this.input = input;
    this.format = reader.getFormatName().toLowerCase(Locale.ROOT);
    this.width = reader.getWidth(0);
    this.height = reader.getHeight(0);
  }

  /**
   * Reads an image's header.
   *
   * @throws UnreadableImageException if it is none, or is too large
   */
  static EncodedImage open(byte[] encoded) throws UnreadableImageException {
    ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded));
    Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
    if (!readers.hasNext()) {
      throw new UnreadableImageException(
          encoded.length == 0 ? "the file is empty" : "it is no image of a known format");
    }
    ImageReader reader = readers.next();
    try {
      reader.setInput(input, true, true);
      EncodedImage image = new EncodedImage(reader, input);
      if ((long) image.width * image.height > MOST_PIXELS) {
        throw new UnreadableImageException(
            "its header says "
                + image.width
                + " x "
                + image.height
                + " pixels, more than the "
                + MOST_PIXELS
                + " that are decoded");
      }
      return image;
    } catch (UnreadableImageException e) {
      reader.dispose();
      throw e;
    } catch (IOException | RuntimeException e) {
      reader.dispose();
      throw new UnreadableImageException("its header is damaged: " + reason(e));
    }
  }

  /** Returns the format's name in lower case: {@code png}, {@code jpeg}, {@code tiff}. */
  String format() {
    return format;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /**
   * Decodes the image. Grey becomes three equal channels, alpha is dropped, of 16 bits the upper 8
   * are kept.
   *
   * @return uint8 [height, width, 3], red, green, blue
   * @throws UnreadableImageException if it is damaged or cut short
   */
  byte[] pixels() throws UnreadableImageException {
    reader.addIIOReadWarningListener((source, warning) -> noteDamage(warning));
    BufferedImage image;
    try {
      image = reader.read(0);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableImageException("it is damaged or cut short: " + reason(e));
    }
    if (damage != null) {
      throw new UnreadableImageException("it is damaged or cut short: " + damage);
    }
    return rgb(image);
  }

  /** Decoders of JPEG and TIFF only warn of missing data, and fill in grey. */
  private void noteDamage(String warning) {
    String text = warning.toLowerCase(Locale.ROOT);
    if (text.contains("premature") || text.contains("truncated") || text.contains("corrupt")) {
      damage = warning;
    }
  }

  private static byte[] rgb(BufferedImage image) {
    Raster raster = image.getRaster();
    ColorModel colours = image.getColorModel();
    int type = raster.getSampleModel().getDataType();
    boolean direct =
        !(colours instanceof IndexColorModel)
            && colours.getColorSpace().getType() != ColorSpace.TYPE_CMYK
            && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT)
            && raster.getNumBands() <= 4
            && raster.getSampleModel().getSampleSize(0) >= 8;
    return direct ? samples(raster, type == DataBuffer.TYPE_USHORT ? 8 : 0) : converted(image);
  }

  /** Takes the samples as they are: {@code getRGB} would put grey through a colour profile. */
  private static byte[] samples(Raster raster, int shift) {
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    int colours = bands < 3 ? 1 : 3;
    byte[] pixels = new byte[width * raster.getHeight() * 3];
    int[] row = new int[width * bands];
    int target = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < 3; channel++) {
          pixels[target++] = (byte) (row[x * bands + Math.min(channel, colours - 1)] >> shift);
        }
      }
    }
    return pixels;
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

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    reader.dispose();
    try {
      input.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
