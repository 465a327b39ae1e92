package org.histochain.activities.image;

import java.util.Arrays;

/**
 * Resizing by the Lanczos kernel of three lobes (Duchon, "Lanczos Filtering in One and Two
 * Dimensions", 1979), sinc(x) sinc(x/3) for |x| < 3, widened by the scale where the image shrinks
 * so that no detail folds back; rows first, then columns, in fixed point. The same bytes
 * everywhere.
 */
public final class Lanczos {
  private static final double LOBES = 3;
  private static final int BITS = 22;

  /** The source samples that one output sample is made of. */
  private record Window(int first, int[] weights) {}

  private Lanczos() {}

  /**
   * Resizes to a square.
   *
   * @param rgb uint8 [height, width, 3]
   * @return uint8 [side, side, 3]
   */
  public static byte[] resize(byte[] rgb, int width, int height, int side) {
    byte[] narrow = width == side ? rgb : rows(rgb, width, height, windows(width, side));
    return height == side ? narrow : columns(narrow, side, windows(height, side));
  }

  private static Window[] windows(int from, int to) {
    double scale = (double) from / to;
    double stretch = Math.max(scale, 1);
    double reach = LOBES * stretch;
    Window[] windows = new Window[to];
    for (int target = 0; target < to; target++) {
      double centre = (target + 0.5) * scale;
      int first = Math.max((int) (centre - reach + 0.5), 0);
      int end = Math.min((int) (centre + reach + 0.5), from);
      double[] weights = new double[end - first];
      double sum = 0;
      for (int index = 0; index < weights.length; index++) {
        weights[index] = kernel((first + index - centre + 0.5) / stretch);
        sum += weights[index];
      }
      int[] fixed = new int[weights.length];
      for (int index = 0; index < weights.length; index++) {
        fixed[index] = (int) StrictMath.rint(weights[index] / sum * (1 << BITS));
      }
      windows[target] = new Window(first, fixed);
    }
    return windows;
  }

  private static double kernel(double x) {
    return Math.abs(x) < LOBES ? sinc(x) * sinc(x / LOBES) : 0;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : StrictMath.sin(Math.PI * x) / (Math.PI * x);
  }

  private static byte[] rows(byte[] rgb, int width, int height, Window[] windows) {
    byte[] result = new byte[height * windows.length * 3];
    int target = 0;
    for (int y = 0; y < height; y++) {
      for (Window window : windows) {
        int source = (y * width + window.first()) * 3;
        int red = 1 << (BITS - 1);
        int green = red;
        int blue = red;
        for (int weight : window.weights()) {
          red += (rgb[source++] & 0xff) * weight;
          green += (rgb[source++] & 0xff) * weight;
          blue += (rgb[source++] & 0xff) * weight;
        }
        result[target++] = sample(red);
        result[target++] = sample(green);
        result[target++] = sample(blue);
      }
    }
    return result;
  }

  private static byte[] columns(byte[] rgb, int width, Window[] windows) {
    int row = width * 3;
    byte[] result = new byte[windows.length * row];
    int[] sums = new int[row];
    for (int y = 0; y < windows.length; y++) {
      Arrays.fill(sums, 1 << (BITS - 1));
      int source = windows[y].first() * row;
      for (int weight : windows[y].weights()) {
        for (int x = 0; x < row; x++) {
          sums[x] += (rgb[source++] & 0xff) * weight;
        }
      }
      for (int x = 0; x < row; x++) {
        result[y * row + x] = sample(sums[x]);
      }
    }
    return result;
  }

  private static byte sample(int fixed) {
    return (byte) Math.clamp(fixed >> BITS, 0, 255);
  }
}
