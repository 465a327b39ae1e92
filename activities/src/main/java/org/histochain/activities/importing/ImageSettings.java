package org.histochain.activities.importing;

import static java.util.Objects.requireNonNull;

import org.histochain.activities.image.Fit;
import org.histochain.activities.image.ImageReading;
import org.histochain.activities.image.Modes;
import org.histochain.activities.step.StepFailure;
import org.jspecify.annotations.Nullable;

/**
 * What an import makes of images.
 *
 * @param size the side that all are resized to, in pixels; null: all must have one
 * @param fit what becomes of images that are not square, where they are resized
 * @param modes what becomes of images that are not 8-bit RGB
 */
public record ImageSettings(@Nullable Integer size, Fit fit, Modes modes) {
  /** Images of one square size, converted to RGB. */
  public static final ImageSettings DEFAULT = new ImageSettings(null, Fit.refuse, Modes.convert);

  /** The largest side, in pixels, that images may be resized to. */
  public static final int LARGEST = 4096;

  public ImageSettings {
    requireNonNull(fit, "fit is null");
    requireNonNull(modes, "modes is null");
  }

  /**
   * Checks that the settings make sense together.
   *
   * @throws org.histochain.activities.step.StepFailure if not
   */
  void check() {
    if (size != null && (size < 1 || size > LARGEST)) {
      throw StepFailure.invalidDataset("--size is " + size + ": give 1 to " + LARGEST + " pixels");
    }
    if (size == null && fit != Fit.refuse) {
      throw StepFailure.invalidDataset(
          "--fit is " + fit + ", but images are not resized: give --size PX too, or leave it out");
    }
  }

  /**
   * Returns the reading of images.
   *
   * @param side the side of the first one, in pixels
   */
  ImageReading reading(int side) {
    return size == null
        ? ImageReading.exactly(side, modes)
        : ImageReading.resizing(size, fit, modes);
  }
}
