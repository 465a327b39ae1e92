package org.histochain.activities.synthesis;

import org.histochain.activities.draw.Draw;

/**
 * Smooth noise over the plane, the same on every machine: value noise on a lattice that repeats.
 */
final class Noise {
  private static final int TILE = 64;
  private static final int MASK = TILE - 1;

  private final float[] lattice = new float[TILE * TILE];

  Noise(Draw draw) {
    for (int index = 0; index < lattice.length; index++) {
      lattice[index] = (float) draw.uniform();
    }
  }

  /** Returns noise in [0, 1] whose features are one unit large; layers are independent. */
  double at(double x, double y, int layer) {
    double shiftedX = x + 17 * layer;
    double shiftedY = y + 29 * layer;
    double floorX = Math.floor(shiftedX);
    double floorY = Math.floor(shiftedY);
    int column = (int) floorX & MASK;
    int next = (column + 1) & MASK;
    int row = ((int) floorY & MASK) * TILE;
    int below = (((int) floorY + 1) & MASK) * TILE;
    double u = smooth(shiftedX - floorX);
    double v = smooth(shiftedY - floorY);
    double upper = lattice[row + column] + u * (lattice[row + next] - lattice[row + column]);
    double lower = lattice[below + column] + u * (lattice[below + next] - lattice[below + column]);
    return upper + v * (lower - upper);
  }

  /** Returns noise of three octaves, in [0, 1]. */
  double turbulence(double x, double y, int layer) {
    return (4 * at(x, y, layer) + 2 * at(2 * x, 2 * y, layer + 1) + at(4 * x, 4 * y, layer + 2))
        / 7;
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }
}
