package org.histochain.activities.image;

/**
 * An image as pixels.
 *
 * @param rgb uint8 [height, width, 3], red, green, blue
 * @param mode what the file held: {@link #RGB}, or for example {@code grey}, {@code 16-bit RGB},
 *     {@code RGB with alpha}, {@code palette}, {@code CMYK}
 */
public record Decoded(byte[] rgb, String mode) {
  /** The mode that needs no conversion: 8 bits each of red, green and blue. */
  public static final String RGB = "RGB";

  static String mode(int colours, int bits, boolean alpha) {
    return (bits == 8 ? "" : bits + "-bit ")
        + (colours == 1 ? "grey" : RGB)
        + (alpha ? " with alpha" : "");
  }
}
