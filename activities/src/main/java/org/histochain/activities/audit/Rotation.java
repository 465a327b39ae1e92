package org.histochain.activities.audit;

/**
 * Turns a patch about its centre, anticlockwise. Quarter turns move pixels and change none; other
 * angles interpolate bilinearly, and the patch is mirrored at its borders.
 */
final class Rotation {
  private Rotation() {}

  /**
   * @param pixels uint8 [side, side, 3]; not changed
   * @param degrees any angle
   */
  static byte[] apply(byte[] pixels, int side, double degrees) {
    if (degrees % 90 == 0) {
      int turns = Math.floorMod((int) (degrees / 90), 4);
      byte[] turned = pixels;
      for (int turn = 0; turn < turns; turn++) {
        turned = quarter(turned, side);
      }
      return turned;
    }
    double cosine = StrictMath.cos(StrictMath.toRadians(degrees));
    double sine = StrictMath.sin(StrictMath.toRadians(degrees));
    double centre = (side - 1) / 2.0;
    byte[] rotated = new byte[pixels.length];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double fromX = centre + cosine * (x - centre) - sine * (y - centre);
        double fromY = centre + sine * (x - centre) + cosine * (y - centre);
        interpolate(pixels, side, fromX, fromY, rotated, 3 * (y * side + x));
      }
    }
    return rotated;
  }

  private static byte[] quarter(byte[] pixels, int side) {
    byte[] turned = new byte[pixels.length];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        System.arraycopy(pixels, 3 * (x * side + side - 1 - y), turned, 3 * (y * side + x), 3);
      }
    }
    return turned;
  }

  private static void interpolate(
      byte[] pixels, int side, double x, double y, byte[] rotated, int to) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double right = x - left;
    double down = y - top;
    for (int channel = 0; channel < 3; channel++) {
      double upper =
          (1 - right) * value(pixels, side, left, top, channel)
              + right * value(pixels, side, left + 1, top, channel);
      double lower =
          (1 - right) * value(pixels, side, left, top + 1, channel)
              + right * value(pixels, side, left + 1, top + 1, channel);
      rotated[to + channel] = (byte) Math.round((1 - down) * upper + down * lower);
    }
  }

  private static int value(byte[] pixels, int side, int x, int y, int channel) {
    int place = 3 * (Reflection.at(y, side) * side + Reflection.at(x, side)) + channel;
    return pixels[place] & 0xFF;
  }
}
