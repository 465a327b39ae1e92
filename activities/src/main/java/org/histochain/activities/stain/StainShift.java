package org.histochain.activities.stain;

/**
 * Stains a patch otherwise by a fixed amount, with the formula and matrix of {@link HedJitter}:
 * haematoxylin's density is multiplied by 1 + strength, eosin's by 1 - strength, the residual
 * stays.
 */
public final class StainShift {
  private StainShift() {}

  /**
   * Returns the shifted patch; at strength 0 the same but that 0 becomes 1, for the logarithm.
   *
   * @param pixels uint8 [pixels, 3], red, green, blue; not changed
   * @param strength above -1 and below 1; positive ones towards haematoxylin, negative ones towards
   *     eosin
   */
  public static byte[] apply(byte[] pixels, double strength) {
    float[] image = new float[pixels.length];
    for (int place = 0; place < image.length; place++) {
      image[place] = (pixels[place] & 0xFF) / 255f;
    }
    HedJitter.apply(image, new double[] {1 + strength, 1 - strength, 1}, new double[3]);
    byte[] shifted = new byte[pixels.length];
    for (int place = 0; place < image.length; place++) {
      shifted[place] = (byte) Math.round(255 * image[place]);
    }
    return shifted;
  }
}
