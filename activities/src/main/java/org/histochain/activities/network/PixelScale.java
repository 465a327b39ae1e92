package org.histochain.activities.network;

import java.util.Arrays;
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

  /** Returns what each byte becomes, float32 [3][256]: value / 255, normalised. */
  public float[][] ofBytes() {
    float[][] values = new float[3][256];
    float[] pixel = new float[3];
    for (int value = 0; value < 256; value++) {
      Arrays.fill(pixel, value / 255f);
      normalise(pixel);
      for (int channel = 0; channel < 3; channel++) {
        values[channel][value] = pixel[channel];
      }
    }
    return values;
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
