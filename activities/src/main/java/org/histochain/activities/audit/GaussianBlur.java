package org.histochain.activities.audit;

/**
 * Blurs a patch with a Gaussian, cut off at four standard deviations and made to sum to 1; the
 * patch is mirrored at its borders, so that its mean stays, but for rounding.
 */
final class GaussianBlur {
  private static final double CUT = 4;

  private GaussianBlur() {}

  /**
   * @param pixels uint8 [side, side, 3]; not changed
   * @param sigma standard deviation in pixels; 0 changes nothing
   */
  static byte[] apply(byte[] pixels, int side, double sigma) {
    if (sigma == 0) {
      return pixels;
    }
    double[] kernel = kernel(sigma);
    double[] image = new double[pixels.length];
    for (int place = 0; place < image.length; place++) {
      image[place] = pixels[place] & 0xFF;
    }
    double[] blurred = along(along(image, side, kernel, 3, 3 * side), side, kernel, 3 * side, 3);
    byte[] rounded = new byte[pixels.length];
    for (int place = 0; place < rounded.length; place++) {
      rounded[place] = (byte) Math.round(blurred[place]);
    }
    return rounded;
  }

  private static double[] kernel(double sigma) {
    int radius = (int) (CUT * sigma + 0.5);
    double[] kernel = new double[2 * radius + 1];
    double sum = 0;
    for (int offset = -radius; offset <= radius; offset++) {
      double weight = StrictMath.exp(-0.5 * offset * offset / (sigma * sigma));
      kernel[radius + offset] = weight;
      sum += weight;
    }
    for (int place = 0; place < kernel.length; place++) {
      kernel[place] /= sum;
    }
    return kernel;
  }

  /**
   * @param step from a value to the next one along the line
   * @param line from a line to the next one
   */
  private static double[] along(double[] image, int side, double[] kernel, int step, int line) {
    int radius = kernel.length / 2;
    double[] result = new double[image.length];
    for (int start = 0; start < side * line; start += line) {
      for (int place = 0; place < side; place++) {
        for (int channel = 0; channel < 3; channel++) {
          double sum = 0;
          for (int offset = -radius; offset <= radius; offset++) {
            int from = start + step * Reflection.at(place + offset, side) + channel;
            sum += kernel[radius + offset] * image[from];
          }
          result[start + step * place + channel] = sum;
        }
      }
    }
    return result;
  }
}
