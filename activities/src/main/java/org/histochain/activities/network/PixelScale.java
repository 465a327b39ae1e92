package org.histochain.activities.network;

import org.histochain.workflows.contract.Normalisation;

/**
 * Normalises pixels in [0, 1], interleaved red, green, blue: (value - mean) / deviation, in
 * float32.
 */
public final class PixelScale {
  private final float[] mean = new float[3];
  private final float[] factor = new float[3];

  /** Takes the channel statistics in force. */
  public PixelScale(Normalisation normalisation) {
    for (int channel = 0; channel < 3; channel++) {
      mean[channel] = normalisation.mean().get(channel).floatValue();
      factor[channel] = (float) (1 / normalisation.std().get(channel));
    }
  }

  /** Normalises {@code image} in place, float32 [pixels, 3]. */
  public void normalise(float[] image) {
    for (int index = 0; index < image.length; index += 3) {
      image[index] = (image[index] - mean[0]) * factor[0];
      image[index + 1] = (image[index + 1] - mean[1]) * factor[1];
      image[index + 2] = (image[index + 2] - mean[2]) * factor[2];
    }
  }
}
