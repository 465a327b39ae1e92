package org.histochain.activities.synthesis;

/** Lymphocytes: small round dark nuclei side by side, each in a thin pale rim. */
final class LymphoidPainter {
  private LymphoidPainter() {}

  static void paint(Brush brush) {
    Canvas canvas = brush.canvas();
    Noise noise = brush.noise();
    double pink = brush.uniform(0.1, 0.5);
    canvas.fill(
        (u, v) -> 0.06 + 0.08 * noise.at(u / 9, v / 9, 1),
        (u, v) -> pink * (0.1 + 1.8 * noise.turbulence(u / 20, v / 20, 3)));
    double pitch = brush.uniform(7.6, 10);
    double filled = brush.uniform(0.75, 0.97);
    double bare = brush.uniform(0.6, 0.95);
    double dark = brush.uniform(0.75, 1.1);
    double height = 0.866 * pitch;
    int rows = (int) (canvas.extent() / height) + 2;
    int columns = (int) (canvas.extent() / pitch) + 2;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double thinned = noise.at(column / 4.0, row / 4.0, 9) > bare ? 0.05 : filled;
        if (brush.chance(thinned)) {
          brush.lymphocyte(
              (column + 0.5 * (row % 2) - 0.5 + brush.uniform(-0.34, 0.34)) * pitch,
              (row - 0.5 + brush.uniform(-0.34, 0.34)) * height,
              dark * brush.uniform(0.75, 1.15));
        }
      }
    }
  }
}
