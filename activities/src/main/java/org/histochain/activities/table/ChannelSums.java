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
    long red = 0;
    long green = 0;
    long blue = 0;
    long redSquares = 0;
    long greenSquares = 0;
    long blueSquares = 0;
    for (int index = 0; index < pixels.length; index += 3) {
      int r = pixels[index] & 0xff;
      int g = pixels[index + 1] & 0xff;
      int b = pixels[index + 2] & 0xff;
      red += r;
      green += g;
      blue += b;
      redSquares += r * r;
      greenSquares += g * g;
      blueSquares += b * b;
    }
    return new ChannelSums(red, green, blue, redSquares, greenSquares, blueSquares);
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
