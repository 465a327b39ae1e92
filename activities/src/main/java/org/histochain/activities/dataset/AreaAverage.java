package org.histochain.activities.dataset;

/**
 * Resizes square images: each pixel becomes the exact mean of the area that it covers, rounded half
 * up. Whole numbers throughout, so the same on every machine.
 */
public final class AreaAverage {
  private static final int CHANNELS = PatchFile.CHANNELS;

  private AreaAverage() {}

  /**
   * Returns an image of another side.
   *
   * @param pixels uint8 [side, side, 3]
   * @param target side of the result, at least 1
   * @return uint8 [target, target, 3]
   */
  public static byte[] resize(byte[] pixels, int side, int target) {
    if (side == target) {
      return pixels.clone();
    }
    byte[] resized = new byte[Math.toIntExact(PatchFile.bytes(target))];
    for (int y = 0; y < target; y++) {
      for (int x = 0; x < target; x++) {
        long[] sums = sums(pixels, side, target, x, y);
        long area = (long) side * side;
        for (int channel = 0; channel < CHANNELS; channel++) {
          resized[(y * target + x) * CHANNELS + channel] =
              (byte) ((sums[channel] + area / 2) / area);
        }
      }
    }
    return resized;
  }

  /** Lengths are counted in 1 / (side x target) of the image, so that every overlap is whole. */
  private static long[] sums(byte[] pixels, int side, int target, int x, int y) {
    long[] sums = new long[CHANNELS];
    for (int row = first(y, side, target); row < end(y, side, target); row++) {
      long high = overlap(row, y, side, target);
      for (int column = first(x, side, target); column < end(x, side, target); column++) {
        long weight = high * overlap(column, x, side, target);
        int place = (row * side + column) * CHANNELS;
        for (int channel = 0; channel < CHANNELS; channel++) {
          sums[channel] += weight * Byte.toUnsignedInt(pixels[place + channel]);
        }
      }
    }
    return sums;
  }

  private static int first(int to, int side, int target) {
    return (int) ((long) to * side / target);
  }

  private static int end(int to, int side, int target) {
    return (int) Math.ceilDiv((to + 1L) * side, target);
  }

  private static long overlap(int from, int to, int side, int target) {
    long start = Math.max((long) from * target, (long) to * side);
    return Math.min((from + 1L) * target, (to + 1L) * side) - start;
  }
}
