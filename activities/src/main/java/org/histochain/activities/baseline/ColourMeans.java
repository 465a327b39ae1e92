package org.histochain.activities.baseline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A patch as three numbers: its mean red, green and blue. */
final class ColourMeans {
  private ColourMeans() {}

  /**
   * Returns the channel means.
   *
   * @param pixels uint8 [side, side, 3]
   * @return [3], in [0, 1]
   */
  static double[] of(MemorySegment pixels) {
    long[] sums = new long[3];
    for (long place = 0; place < pixels.byteSize(); place++) {
      sums[(int) (place % 3)] += pixels.get(ValueLayout.JAVA_BYTE, place) & 0xFF;
    }
    double[] means = new double[3];
    for (int channel = 0; channel < 3; channel++) {
      means[channel] = sums[channel] / (255.0 * (pixels.byteSize() / 3));
    }
    return means;
  }
}
