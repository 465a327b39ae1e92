package org.histochain.activities.image;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads images of PNG, JPEG and TIFF files as square 8-bit RGB patches. Safe for use by many
 * threads; the same bytes give the same pixels on every machine.
 */
public final class ImageReading {
  /**
   * Images of more pixels than this are decoded one at a time, so that memory is not multiplied.
   */
  private static final long MANY_PIXELS = 4L << 20;

  private final int side;
  private final boolean resizes;
  private final Fit fit;
  private final Modes modes;
  private final ReentrantLock large = new ReentrantLock();

  private ImageReading(int side, boolean resizes, Fit fit, Modes modes) {
    if (side < 1) {
      throw new IllegalArgumentException("a side of " + side + " pixels");
    }
    this.side = side;
    this.resizes = resizes;
    this.fit = fit;
    this.modes = modes;
  }

  /** Reads images of one size only. */
  public static ImageReading exactly(int side, Modes modes) {
    return new ImageReading(side, false, Fit.refuse, modes);
  }

  /** Reads images of any size and resizes them, as {@link Lanczos} does. */
  public static ImageReading resizing(int side, Fit fit, Modes modes) {
    return new ImageReading(side, true, fit, modes);
  }

  /**
   * Reads an image.
   *
   * @param file all bytes of its file
   * @throws UnreadableImageException if it is none, is damaged, or too large
   * @throws RefusedImageException if it is sound, but not of a mode, shape or size allowed
   */
  public ReadImage read(byte[] file) throws UnreadableImageException, RefusedImageException {
    try (EncodedImage image = EncodedImage.open(file)) {
      checkShape(image.width(), image.height());
      Decoded decoded = decode(image);
      ReadImage read = fit(decoded, image.width(), image.height());
      boolean kept = image.isPng() && !read.wasConverted() && !read.resized();
      return kept ? new ReadImage(side, read.pixels(), file, read.mode(), false) : read;
    } catch (UncheckedIOException e) {
      throw new UnreadableImageException(String.valueOf(e.getMessage()));
    }
  }

  private Decoded decode(EncodedImage image) throws UnreadableImageException {
    if ((long) image.width() * image.height() <= MANY_PIXELS) {
      return image.decode();
    }
    large.lock();
    try {
      return image.decode();
    } finally {
      large.unlock();
    }
  }

  /**
   * Takes pixels as the image read.
   *
   * @throws RefusedImageException as {@link #read}
   */
  public ReadImage fit(Decoded image, int width, int height) throws RefusedImageException {
    checkShape(width, height);
    if (modes == Modes.refuse && !image.mode().equals(Decoded.RGB)) {
      throw new RefusedImageException(
          RefusedImageException.Reason.mode, "it is " + image.mode() + ", not 8-bit RGB");
    }
    if (width == side && height == side) {
      return new ReadImage(side, image.rgb(), null, image.mode(), false);
    }
    int shorter = Math.min(width, height);
    boolean crops = fit == Fit.crop && width != height;
    byte[] source =
        crops
            ? crop(image.rgb(), width, (width - shorter) / 2, (height - shorter) / 2, shorter)
            : image.rgb();
    byte[] pixels = Lanczos.resize(source, crops ? shorter : width, crops ? shorter : height, side);
    return new ReadImage(side, pixels, null, image.mode(), true);
  }

  private void checkShape(int width, int height) throws RefusedImageException {
    String size = "it is " + width + " x " + height + " pixels";
    if (width != height && fit == Fit.refuse) {
      throw new RefusedImageException(RefusedImageException.Reason.shape, size + ", not square");
    }
    if (!resizes && width != side) {
      throw new RefusedImageException(
          RefusedImageException.Reason.size, size + ", not " + side + " x " + side);
    }
  }

  private static byte[] crop(byte[] rgb, int width, int left, int top, int side) {
    byte[] square = new byte[side * side * 3];
    for (int y = 0; y < side; y++) {
      int from = ((top + y) * width + left) * 3;
      System.arraycopy(rgb, from, square, y * side * 3, side * 3);
    }
    return square;
  }

  /** Says which pixels and files this reading makes of an image; equal for equal settings. */
  public String describe() {
    return String.join(
        " ", Arrays.asList(resizes ? "resize" : "exact", "" + side, fit.name(), modes.name()));
  }
}
