package org.histochain.activities.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** An image as the bytes of a file. */
public final class EncodedPicture {
  private static final int LARGEST_EMBEDDED = 96;
  private static final int LARGEST_SHOWN = 84;
  private static final int LARGEST_EXACT = 40;
  private static final float JPEG_QUALITY = 0.9f;

  private final String format;
  private final byte[] bytes;

  private EncodedPicture(String format, byte[] bytes) {
    this.format = format;
    this.bytes = bytes;
  }

  /**
   * Makes a patch small enough for a page that holds hundreds: up to 40 pixels its exact pixels as
   * PNG, beyond that JPEG, of at most 96 pixels.
   *
   * @param pixels uint8 [side, side, 3], red, green, blue
   */
  public static EncodedPicture embedded(byte[] pixels, int side) throws IOException {
    BufferedImage image = PatchImage.of(pixels, side, Math.min(side, LARGEST_EMBEDDED));
    return side <= LARGEST_EXACT ? png(image) : encode(image, "jpeg");
  }

  /**
   * Returns the side at which a page shows {@link #embedded}, in CSS pixels: small patches enlarged
   * by a whole factor, so that no pixel looks larger than another.
   */
  public static int shownSide(int side) {
    int embedded = Math.min(side, LARGEST_EMBEDDED);
    return Math.max(embedded, PatchImage.shownSide(embedded, LARGEST_SHOWN));
  }

  /** Encodes an image as PNG, without loss. */
  public static EncodedPicture png(BufferedImage image) throws IOException {
    return encode(image, "png");
  }

  private static EncodedPicture encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(encoded)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      if (format.equals("jpeg")) {
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(JPEG_QUALITY);
      }
      writer.setOutput(output);
      writer.write(null, new IIOImage(image, null, null), settings);
    } finally {
      writer.dispose();
    }
    return new EncodedPicture(format, encoded.toByteArray());
  }

  /** Returns the file's bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the file as a {@code data:} URI, for pages that need nothing else. */
  public String dataUri() {
    return "data:image/" + format + ";base64," + Base64.getEncoder().encodeToString(bytes);
  }
}
