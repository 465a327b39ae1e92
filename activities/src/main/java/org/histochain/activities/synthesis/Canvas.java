package org.histochain.activities.synthesis;

import org.histochain.activities.draw.Draw;

/**
 * Two fields of stain, haematoxylin and eosin, as optical densities at points finer than the
 * patch's pixels. Places are in micrometres. Only arithmetic that is the same on every machine is
 * used.
 */
final class Canvas {
  /** A density or a weight at a point. */
  @FunctionalInterface
  interface Field {
    double at(double x, double y);
  }

  /** What a canvas of 224 pixels and fewer shows; larger ones show more at the same scale. */
  private static final double FIELD = 112;

  private static final int FIELD_SIDE = 224;

  private final int side;
  private final double extent;
  private final double pitch;
  private final Noise noise;
  private final float[] haematoxylin;
  private final float[] eosin;

  /**
   * @param patchSide side of the patch in pixels
   * @param fineness points per pixel and axis
   */
  Canvas(int patchSide, int fineness, Draw draw) {
    this.side = patchSide * fineness;
    this.extent = FIELD * Math.max(1, (double) patchSide / FIELD_SIDE);
    this.pitch = extent / side;
    this.noise = new Noise(draw);
    this.haematoxylin = new float[side * side];
    this.eosin = new float[side * side];
  }

  /** Returns the points along one side. */
  int side() {
    return side;
  }

  /** Returns the length of a side in micrometres. */
  double extent() {
    return extent;
  }

  Noise noise() {
    return noise;
  }

  float haematoxylin(int point) {
    return haematoxylin[point];
  }

  float eosin(int point) {
    return eosin[point];
  }

  /** Sets the densities everywhere; negative ones count as none. */
  void fill(Field newHaematoxylin, Field newEosin) {
    for (int row = 0; row < side; row++) {
      double y = (row + 0.5) * pitch;
      for (int column = 0; column < side; column++) {
        double x = (column + 0.5) * pitch;
        int point = row * side + column;
        haematoxylin[point] = (float) Math.max(0, newHaematoxylin.at(x, y));
        eosin[point] = (float) Math.max(0, newEosin.at(x, y));
      }
    }
  }

  /** Takes another canvas's stain where {@code weight}, in [0, 1], says. */
  void blend(Canvas other, Field weight) {
    for (int row = 0; row < side; row++) {
      double y = (row + 0.5) * pitch;
      for (int column = 0; column < side; column++) {
        float share = (float) Math.clamp(weight.at((column + 0.5) * pitch, y), 0, 1);
        int point = row * side + column;
        haematoxylin[point] += share * (other.haematoxylin[point] - haematoxylin[point]);
        eosin[point] += share * (other.eosin[point] - eosin[point]);
      }
    }
  }

  /** Draws a nucleus over what is there: granular inside, darker at its membrane. */
  void draw(Nucleus nucleus) {
    double reach = nucleus.length() * (1 + nucleus.uneven()) + nucleus.soft();
    double soft = Math.max(nucleus.soft(), pitch) / nucleus.width();
    double offset = nucleus.x() * 3 + nucleus.y() * 5;
    for (int row = first(nucleus.y() - reach); row <= last(nucleus.y() + reach); row++) {
      double v = (row + 0.5) * pitch - nucleus.y();
      for (int column = first(nucleus.x() - reach); column <= last(nucleus.x() + reach); column++) {
        double u = (column + 0.5) * pitch - nucleus.x();
        double along = (u * nucleus.cos() + v * nucleus.sin()) / nucleus.length();
        double across = (v * nucleus.cos() - u * nucleus.sin()) / nucleus.width();
        double square = along * along + across * across;
        if (square > 4) {
          continue;
        }
        double radius =
            Math.sqrt(square)
                + 2 * nucleus.uneven() * (noise.at(1.3 * along + offset, 1.3 * across, 7) - 0.5);
        double inside = Math.clamp((1 - radius) / soft + 0.5, 0, 1);
        if (inside > 0) {
          double chromatin = 0.7 + 0.5 * noise.at(0.9 * u + offset, 0.9 * v, 8);
          double membrane = radius > 0.7 ? 0.15 : 0;
          int point = row * side + column;
          double under = 0.2 * haematoxylin[point];
          stain(point, inside, nucleus.density() * (chromatin + membrane) + under, 0.3);
        }
      }
    }
  }

  /**
   * Replaces the stain of an uneven disc.
   *
   * @param uneven how far the border strays, as a share of the radius
   * @param soft width of the border in micrometres
   */
  void disc(
      double centreX,
      double centreY,
      double radius,
      double uneven,
      double soft,
      double newHaematoxylin,
      double newEosin) {
    double reach = radius * (1 + uneven) + soft;
    double offset = centreX * 3 + centreY * 5;
    for (int row = first(centreY - reach); row <= last(centreY + reach); row++) {
      double v = (row + 0.5) * pitch - centreY;
      for (int column = first(centreX - reach); column <= last(centreX + reach); column++) {
        double u = (column + 0.5) * pitch - centreX;
        double stray =
            2 * uneven * (noise.turbulence(u / radius + offset, v / radius, 11) - 0.5) * radius;
        double distance = radius - Math.sqrt(u * u + v * v) + stray;
        double inside = Math.clamp(distance / Math.max(soft, pitch) + 0.5, 0, 1);
        int point = row * side + column;
        haematoxylin[point] += (float) (inside * (newHaematoxylin - haematoxylin[point]));
        eosin[point] += (float) (inside * (newEosin - eosin[point]));
      }
    }
  }

  private void stain(int point, double share, double newHaematoxylin, double eosinKept) {
    haematoxylin[point] += (float) (share * (newHaematoxylin - haematoxylin[point]));
    eosin[point] *= (float) (1 - share * (1 - eosinKept));
  }

  private int first(double place) {
    return Math.clamp((long) Math.floor(place / pitch), 0, side);
  }

  private int last(double place) {
    return Math.clamp((long) Math.ceil(place / pitch), -1, side - 1);
  }
}
