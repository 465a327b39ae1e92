package org.histochain.activities.importing;

import java.io.IOException;
import org.histochain.activities.image.ImageReading;
import org.histochain.activities.image.ReadImage;

/** The image of a patch, where the source has it. Safe for use by any one thread at a time. */
interface PatchContent {
  /**
   * Returns the bytes that decide the image; the same bytes give the same pixels.
   *
   * @throws org.histochain.activities.image.UnreadableImageException if the source does not give
   *     them
   */
  byte[] bytes() throws IOException;

  /**
   * Makes the image of its bytes.
   *
   * @throws org.histochain.activities.image.UnreadableImageException if they are none
   * @throws org.histochain.activities.image.RefusedImageException if it is not one to be taken
   */
  ReadImage read(byte[] bytes, ImageReading reading) throws IOException;
}
