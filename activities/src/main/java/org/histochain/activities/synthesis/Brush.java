package org.histochain.activities.synthesis;

import org.histochain.activities.draw.Draw;

/** What the painters of all tissues share: a canvas, draws, and ways to strew cells over it. */
final class Brush {
  private static final double TURN = 2 * StrictMath.PI;

  private final Canvas canvas;
  private final Draw draw;

  Brush(Canvas canvas, Draw draw) {
    this.canvas = canvas;
    this.draw = draw;
  }

  Canvas canvas() {
    return canvas;
  }

  Noise noise() {
    return canvas.noise();
  }

  double uniform(double from, double to) {
    return draw.uniform(from, to);
  }

  boolean chance(double probability) {
    return draw.uniform() < probability;
  }

  /** Returns an angle in radians. */
  double angle() {
    return draw.uniform(0, TURN);
  }

  /** Returns a place along one axis, at times a little outside of the canvas. */
  double place() {
    return draw.uniform(-4, canvas.extent() + 4);
  }

  /**
   * Returns a number of things, drawn from a range.
   *
   * @param perField how many there are in a field of 112 by 112 micrometres
   */
  int count(double fewest, double most) {
    double fields = canvas.extent() * canvas.extent() / (112.0 * 112.0);
    return (int) Math.round(uniform(fewest, most) * fields);
  }

  /** Draws a nucleus with a sharp border. */
  void nucleus(
      double x, double y, double length, double width, double angle, double density, double odd) {
    canvas.draw(
        new Nucleus(
            x, y, length, width, StrictMath.cos(angle), StrictMath.sin(angle), density, odd, 0.5));
  }

  /** Draws a small round nucleus, as of a lymphocyte. */
  void lymphocyte(double x, double y, double density) {
    double size = uniform(2.6, 3.4);
    nucleus(x, y, size, size * uniform(0.85, 1), angle(), density, 0.1);
  }

  /** Strews round nuclei anywhere. */
  void lymphocytes(int count, double density) {
    for (int index = 0; index < count; index++) {
      lymphocyte(place(), place(), density * uniform(0.85, 1.15));
    }
  }
}
