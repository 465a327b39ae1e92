package org.histochain.activities.baseline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Which colours a patch has, and nothing of where: a joint histogram of 8 x 8 x 8 bins of red,
 * green and blue, its sum 1, of which the square root is taken, so that Euclidean geometry on it is
 * Hellinger's.
 */
final class ColourHistogram {
  /** Number of bins. */
  static final int BINS = 512;

  private ColourHistogram() {}

  /**
   * Returns the square roots of a patch's bins.
   *
   * @param pixels uint8 [side, side, 3]
   * @return [512], in [0, 1], of Euclidean length 1; bin = 64 (red / 32) + 8 (green / 32) + blue /
   *     32
   */
  static double[] of(MemorySegment pixels) {
    long count = pixels.byteSize() / 3;
    int[] counts = new int[BINS];
    for (long pixel = 0; pixel < count; pixel++) {
      int bin = 0;
      for (int channel = 0; channel < 3; channel++) {
        int value = pixels.get(ValueLayout.JAVA_BYTE, 3 * pixel + channel) & 0xFF;
        bin = 8 * bin + value / 32;
      }
      counts[bin]++;
    }
    double[] roots = new double[BINS];
    for (int bin = 0; bin < BINS; bin++) {
      roots[bin] = Math.sqrt((double) counts[bin] / count);
    }
    return roots;
  }
}
