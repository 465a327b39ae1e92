package org.histochain.activities.image;

import org.jspecify.annotations.Nullable;

/**
 * An image ready for use as a patch.
 *
 * @param side its side in pixels
 * @param pixels uint8 [side, side, 3], red, green, blue
 * @param png the file's own bytes, where it is a PNG of just these pixels; null: it must be encoded
 * @param mode what the file held, as in {@link Decoded}
 * @param resized whether it had another size
 */
public record ReadImage(
    int side, byte[] pixels, byte @Nullable [] png, String mode, boolean resized) {
  /** Returns whether the file held something else than 8-bit RGB. */
  public boolean wasConverted() {
    return !mode.equals(Decoded.RGB);
  }
}
