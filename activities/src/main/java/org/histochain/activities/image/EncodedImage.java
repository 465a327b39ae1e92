package org.histochain.activities.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An image as a PNG, JPEG or TIFF file holds it. Opening reads its header alone, and refuses an
 * image too large to be decoded.
 */
public final class EncodedImage implements AutoCloseable {
  /** The most pixels an image may have; far more than a patch needs, far less than memory holds. */
  public static final long MOST_PIXELS = 64L << 20;

  private static final Set<String> FORMATS = Set.of("png", "jpeg", "tiff", "tif");

  private final byte[] file;
  private final @Nullable PngFile png;
  private final @Nullable PlainJpeg jpeg;
  private final int width;
  private final int height;
  private @Nullable ImageReader reader;
  private @Nullable ImageInputStream input;
  private @Nullable String damage;

  private EncodedImage(byte[] file, boolean byTheJdk) throws IOException {
    this.file = file;
    png = PngFile.is(file) ? PngFile.open(file) : null;
    jpeg = byTheJdk || TurboJpeg.installed().isEmpty() ? null : PlainJpeg.of(file);
    if (png != null) {
      width = png.width();
      height = png.height();
    } else if (jpeg != null) {
      width = jpeg.width();
      height = jpeg.height();
    } else {
      ImageReader opened = reader();
      width = opened.getWidth(0);
      height = opened.getHeight(0);
    }
  }

  /**
   * Reads an image's header.
   *
   * @throws UnreadableImageException if it is none, or is too large
   */
  public static EncodedImage open(byte[] file) throws UnreadableImageException {
    return open(file, false);
  }

  /** Reads an image's header as {@link #open} does, with no help of libjpeg-turbo's. */
  static EncodedImage openByTheJdk(byte[] file) throws UnreadableImageException {
    return open(file, true);
  }

  private static EncodedImage open(byte[] file, boolean byTheJdk) throws UnreadableImageException {
    try {
      EncodedImage image = new EncodedImage(file, byTheJdk);
      if ((long) image.width * image.height > MOST_PIXELS) {
        image.close();
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
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new UnreadableImageException("its header is damaged: " + reason(e));
    }
  }

  private ImageReader reader() throws UnreadableImageException {
    ImageReader opened = reader;
    if (opened == null) {
      input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file));
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        throw new UnreadableImageException(
            file.length == 0 ? "the file is empty" : "it is no image of a known format");
      }
      opened = readers.next();
      String format = format(opened);
      if (!FORMATS.contains(format)) {
        opened.dispose();
        throw new UnreadableImageException("it is a " + format + " image, not PNG, JPEG or TIFF");
      }
      opened.setInput(input, false, true);
      reader = opened;
    }
    return opened;
  }

  private static String format(ImageReader reader) throws UnreadableImageException {
    try {
      return reader.getFormatName().toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      throw new UnreadableImageException("its header is damaged: " + reason(e));
    }
  }

  /** Says what decodes JPEG files here. */
  public static String jpegDecoder() {
    return TurboJpeg.installed().isPresent()
        ? "libjpeg-turbo; the JDK for unusual files"
        : "the JDK, which is slow: install libjpeg-turbo's " + TurboJpeg.LIBRARY;
  }

  /** Returns whether it is a PNG file. */
  public boolean isPng() {
    return png != null;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /**
   * Decodes the image as {@link #decode} does.
   *
   * @return uint8 [height, width, 3], red, green, blue
   * @throws UnreadableImageException if it is damaged or cut short
   */
  public byte[] pixels() throws UnreadableImageException {
    return decode().rgb();
  }

  /**
   * Decodes the image. Grey becomes three equal channels, alpha is dropped, of 16 bits the upper 8
   * are kept, of CMYK red is (255 - C)(255 - K)/255 and so on; colour profiles are not applied.
   *
   * @throws UnreadableImageException if it is damaged, cut short, or of several frames
   */
  public Decoded decode() throws UnreadableImageException {
    PngFile plain = png;
    if (plain != null) {
      plain.check();
      if (plain.isPlain()) {
        return new Decoded(plain.rgb(), plain.mode());
      }
    }
    if (jpeg != null) {
      return decode(jpeg);
    }
    try {
      ImageReader opened = reader();
      opened.addIIOReadWarningListener((source, warning) -> noteDamage(warning));
      Decoded decoded = decode(opened);
      if (damage != null) {
        throw new UnreadableImageException("it is damaged or cut short: " + damage);
      }
      return plain == null ? decoded : new Decoded(decoded.rgb(), plain.mode());
    } catch (UnreadableImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new UnreadableImageException("it is damaged or cut short: " + reason(e));
    }
  }

  /** Where libjpeg-turbo complains, the JDK judges. */
  private Decoded decode(PlainJpeg plain) throws UnreadableImageException {
    byte[] rgb = TurboJpeg.installed().orElseThrow().decode(file, width, height);
    if (rgb != null) {
      return new Decoded(rgb, Decoded.mode(plain.isGrey() ? 1 : 3, 8, false));
    }
    try (EncodedImage image = openByTheJdk(file)) {
      return image.decode();
    }
  }

  private Decoded decode(ImageReader opened) throws IOException {
    if (format(opened).equals("jpeg")) {
      return JpegCmyk.is(file)
          ? new Decoded(JpegCmyk.rgb(file, opened.readRaster(0, null)), "CMYK")
          : Samples.decoded(opened.read(0));
    }
    if (png == null && opened.getNumImages(true) > 1) {
      throw new UnreadableImageException(
          "it has " + opened.getNumImages(true) + " frames: a patch is one still image");
    }
    return Samples.decoded(opened.read(0));
  }

  /** Decoders of JPEG and TIFF only warn of missing data, and fill in grey. */
  private void noteDamage(String warning) {
    String text = warning.toLowerCase(Locale.ROOT);
    if (text.contains("premature") || text.contains("truncated") || text.contains("corrupt")) {
      damage = warning;
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    try {
      if (reader != null) {
        reader.dispose();
      }
      if (input != null) {
        input.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
