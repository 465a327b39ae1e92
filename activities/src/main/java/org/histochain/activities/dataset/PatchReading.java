package org.histochain.activities.dataset;

import org.histochain.activities.image.EncodedImage;
import org.histochain.activities.image.Fit;
import org.histochain.activities.image.ImageReading;
import org.histochain.activities.image.Modes;
import org.histochain.activities.image.RefusedImageException;
import org.histochain.activities.image.UnreadableImageException;

/** Reads image files that are in no data set as patches, the way an import reads them. */
public final class PatchReading {
  private PatchReading() {}

  /**
   * Decodes an image, converted to RGB where it is not.
   *
   * @param encoded a PNG, JPEG or TIFF file
   * @param side side of the patch, in pixels
   * @param resize whether a square image of another side is resized rather than refused
   * @return uint8 [side, side, 3], red, green, blue
   * @throws UnfitImageException if it is damaged or of another size
   */
  public static byte[] patch(byte[] encoded, int side, boolean resize) throws UnfitImageException {
    try (EncodedImage image = EncodedImage.open(encoded)) {
      boolean fits = image.width() == image.height() && (resize || image.width() == side);
      if (!fits) {
        throw new UnfitImageException(
            UnfitImageException.Fault.size, image.width() + " x " + image.height());
      }
      ImageReading reading =
          resize
              ? ImageReading.resizing(side, Fit.refuse, Modes.convert)
              : ImageReading.exactly(side, Modes.convert);
      return reading.read(encoded).pixels();
    } catch (UnreadableImageException e) {
      throw new UnfitImageException(
          UnfitImageException.Fault.unreadable, String.valueOf(e.getMessage()));
    } catch (RefusedImageException e) {
      throw new UnfitImageException(UnfitImageException.Fault.size, String.valueOf(e.getMessage()));
    }
  }
}
