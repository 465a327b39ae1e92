package org.histochain.activities.synthesis;

import java.util.SplittableRandom;

/**
 * Two fields of stain, haematoxylin and eosin, as optical densities over the unit square. Only
 * arithmetic that is the same on every machine is used.
 */
final class Canvas {
  /** A density at a point. */
  @FunctionalInterface
  interface Field {
    double at(double x, double y);
  }

  private final int side;
  private final long salt;
  private final double[] haematoxylin;
  private final double[] eosin;

  Canvas(int side, SplittableRandom random) {
    this.side = side;
    this.salt = random.nextLong();
    this.haematoxylin = new double[side * side];
    this.eosin = new double[side * side];
  }

  double haematoxylin(int pixel) {
    return haematoxylin[pixel];
  }

  double eosin(int pixel) {
    return eosin[pixel];
  }

  /** Adds densities everywhere. */
  void fill(Field moreHaematoxylin, Field moreEosin) {
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int pixel = y * side + x;
        double u = (x + 0.5) / side;
        double v = (y + 0.5) / side;
        haematoxylin[pixel] += Math.max(0, moreHaematoxylin.at(u, v));
        eosin[pixel] += Math.max(0, moreEosin.at(u, v));
      }
    }
  }

  /** Takes another canvas's stain where {@code weight}, in [0, 1], says. */
  void blend(Canvas other, Field weight) {
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int pixel = y * side + x;
        double share = Math.clamp(weight.at((x + 0.5) / side, (y + 0.5) / side), 0, 1);
        haematoxylin[pixel] += share * (other.haematoxylin[pixel] - haematoxylin[pixel]);
        eosin[pixel] += share * (other.eosin[pixel] - eosin[pixel]);
      }
    }
  }

  /**
   * Draws a nucleus: an ellipse with a soft, uneven border.
   *
   * @param angle of its long axis, in radians
   * @param density haematoxylin inside
   */
  void nucleus(
      double centreX, double centreY, double length, double width, double angle, double density) {
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double reach = Math.max(length, width) * 1.4;
    double soft = Math.max(0.25, 0.7 / (side * Math.min(length, width)));
    for (int y = first(centreY - reach); y <= last(centreY + reach); y++) {
      for (int x = first(centreX - reach); x <= last(centreX + reach); x++) {
        double u = (x + 0.5) / side - centreX;
        double v = (y + 0.5) / side - centreY;
        double along = (u * cos + v * sin) / length;
        double across = (v * cos - u * sin) / width;
        double uneven = 0.25 * (noise((u + centreX) * 14, (v + centreY) * 14, 91) - 0.5);
        double radius = Math.sqrt(along * along + across * across) + uneven;
        double inside = Math.clamp((1 - radius) / soft + 0.5, 0, 1);
        int pixel = y * side + x;
        haematoxylin[pixel] = Math.max(haematoxylin[pixel], density * inside);
      }
    }
  }

  /** Takes stain away from a disc, as a lumen or a crack does. */
  void clear(double centreX, double centreY, double radius, double rest) {
    for (int y = first(centreY - radius); y <= last(centreY + radius); y++) {
      for (int x = first(centreX - radius); x <= last(centreX + radius); x++) {
        double u = (x + 0.5) / side - centreX;
        double v = (y + 0.5) / side - centreY;
        double inside = Math.clamp((radius - Math.sqrt(u * u + v * v)) * side, 0, 1);
        int pixel = y * side + x;
        haematoxylin[pixel] *= 1 - inside * (1 - rest);
        eosin[pixel] *= 1 - inside * (1 - rest);
      }
    }
  }

  private int first(double coordinate) {
    return Math.clamp((long) Math.floor(coordinate * side), 0, side);
  }

  private int last(double coordinate) {
    return Math.clamp((long) Math.ceil(coordinate * side), -1, side - 1);
  }

  /** Smooth noise in [0, 1] of features one unit large. */
  double noise(double x, double y, int layer) {
    long column = (long) Math.floor(x);
    long row = (long) Math.floor(y);
    double u = smooth(x - column);
    double v = smooth(y - row);
    double upper = mix(lattice(column, row, layer), lattice(column + 1, row, layer), u);
    double lower = mix(lattice(column, row + 1, layer), lattice(column + 1, row + 1, layer), u);
    return mix(upper, lower, v);
  }

  /** Noise of three octaves, in [0, 1]. */
  double turbulence(double x, double y, int layer) {
    return (4 * noise(x, y, layer)
            + 2 * noise(2 * x, 2 * y, layer + 1)
            + noise(4 * x, 4 * y, layer + 2))
        / 7;
  }

  private double lattice(long column, long row, int layer) {
    long bits =
        salt
            + column * 0x9E3779B97F4A7C15L
            + row * 0xC2B2AE3D27D4EB4FL
            + layer * 0x165667B19E3779F9L;
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return ((bits ^ (bits >>> 31)) >>> 11) * 0x1.0p-53;
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }

  private static double mix(double one, double other, double share) {
    return one + share * (other - one);
  }
}
