package org.histochain.activities.synthesis;

/**
 * Carcinoma: crowded large nuclei of every size and shape, in rows around slit and sieve-like
 * lumens, and without order between.
 */
final class TumourPainter {
  private static final double TURN = 2 * StrictMath.PI;

  private final Brush brush;
  private final double bluish;
  private final double pink;
  private final double dark;

  private TumourPainter(Brush brush) {
    this.brush = brush;
    this.bluish = brush.uniform(0.06, 0.18);
    this.pink = brush.uniform(0.3, 0.65);
    this.dark = brush.uniform(0.42, 0.8);
  }

  static void paint(Brush brush) {
    new TumourPainter(brush).carcinoma();
  }

  private void carcinoma() {
    Canvas canvas = brush.canvas();
    Noise noise = brush.noise();
    canvas.fill(
        (u, v) -> bluish * (0.4 + noise.turbulence(u / 10, v / 10, 1)),
        (u, v) -> pink * (0.1 + 1.8 * noise.turbulence(u / 16, v / 16, 3)));
    double filled = brush.uniform(0.55, 0.88);
    double pitch = brush.uniform(10.5, 14);
    int steps = (int) (canvas.extent() / pitch) + 2;
    for (int row = 0; row < steps; row++) {
      for (int column = 0; column < steps; column++) {
        if (brush.chance(filled)) {
          double x = (column - 0.5 + brush.uniform(-0.42, 0.42)) * pitch;
          double y = (row - 0.5 + brush.uniform(-0.42, 0.42)) * pitch;
          atypical(x, y, TURN * noise.at(x / 40, y / 40, 6) + brush.uniform(-0.6, 0.6), pitch);
        }
      }
    }
    int lumens = brush.count(0, 7);
    for (int lumen = 0; lumen < lumens; lumen++) {
      lumen(brush.place(), brush.place(), brush.uniform(4, 11), pitch);
    }
  }

  private void atypical(double x, double y, double angle, double pitch) {
    double length = pitch * brush.uniform(0.38, 0.66);
    double width = length * brush.uniform(0.45, 0.85);
    double density = dark * brush.uniform(0.55, 1.25);
    brush.nucleus(x, y, length, width, angle, density, 0.3);
    if (brush.chance(0.4)) {
      brush.nucleus(
          x + brush.uniform(-0.3, 0.3) * width,
          y + brush.uniform(-0.3, 0.3) * width,
          1.1,
          1,
          0,
          1.5 * density,
          0);
    }
  }

  private void lumen(double x, double y, double radius, double pitch) {
    Canvas canvas = brush.canvas();
    canvas.disc(x, y, radius + 3, 0.35, 1, bluish, pink);
    canvas.disc(x, y, radius, 0.35, 1, 0.02, 0.06);
    for (int layer = 0; layer < 2; layer++) {
      double distance = radius + (0.55 + 0.7 * layer) * pitch;
      int nuclei = (int) (TURN * distance / (0.62 * pitch));
      for (int index = 0; index < nuclei; index++) {
        double turn = TURN * (index + brush.uniform(-0.3, 0.3)) / nuclei;
        double off = distance + brush.uniform(-0.2, 0.2) * pitch;
        atypical(
            x + off * StrictMath.cos(turn),
            y + off * StrictMath.sin(turn),
            turn + brush.uniform(-0.3, 0.3),
            0.9 * pitch);
      }
    }
  }
}
