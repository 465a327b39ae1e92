package org.histochain.activities.table;

/**
 * Exact sums over the 8-bit values of pixels, so that channel statistics of any set of patches
 * follow without decoding them.
 *
 * @param red sum of the red values
 * @param green sum of the green values
 * @param blue sum of the blue values
 * @param redSquares sum of the squares of the red values
 * @param greenSquares sum of the squares of the green values
 * @param blueSquares sum of the squares of the blue values
 */
public record ChannelSums(
    long red, long green, long blue, long redSquares, long greenSquares, long blueSquares) {
  /** The sums over no pixels. */
  public static final ChannelSums ZERO = new ChannelSums(0, 0, 0, 0, 0, 0);

  /**
   * Returns the sums over an image.
   *
   * @param pixels uint8, red, green, blue, red, …
   */
  public static ChannelSums of(byte[] pixels) {
    long[] sums = new long[6];
    for (int index = 0; index < pixels.length; index++) {
      int value = Byte.toUnsignedInt(pixels[index]);
      sums[index % 3] += value;
      sums[index % 3 + 3] += (long) value * value;
    }
    return new ChannelSums(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]);
  }

  /** Returns the sums over both. */
  public ChannelSums plus(ChannelSums other) {
    return new ChannelSums(
        red + other.red,
        green + other.green,
        blue + other.blue,
        redSquares + other.redSquares,
        greenSquares + other.greenSquares,
        blueSquares + other.blueSquares);
  }
}
