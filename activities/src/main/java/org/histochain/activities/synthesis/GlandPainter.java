package org.histochain.activities.synthesis;

/**
 * Normal mucosa: round glands, each a small lumen, goblet cells around it and a ring of nuclei at
 * its base, in pink tissue with scattered round cells.
 */
final class GlandPainter {
  private static final double TURN = 2 * StrictMath.PI;

  private final Brush brush;
  private final double bluish;
  private final double pink;
  private final double dark;
  private final double filled;
  private final double pale;

  private GlandPainter(Brush brush) {
    this.brush = brush;
    this.bluish = brush.uniform(0.1, 0.28);
    this.pink = brush.uniform(0.35, 0.75);
    this.filled = brush.uniform(0.3, 1);
    this.pale = brush.uniform(0.05, 0.3);
    this.dark = brush.uniform(0.65, 1.1);
  }

  static void paint(Brush brush) {
    new GlandPainter(brush).mucosa();
  }

  private void mucosa() {
    Canvas canvas = brush.canvas();
    Noise noise = brush.noise();
    canvas.fill(
        (u, v) -> bluish * (0.5 + noise.at(u / 8, v / 8, 1)),
        (u, v) -> pink * (0.1 + 1.8 * noise.turbulence(u / 14, v / 14, 3)));
    brush.lymphocytes(brush.count(60, 200), dark);
    double radius = brush.uniform(20, 31);
    double pitch = 2 * radius + brush.uniform(7, 16);
    double height = 0.9 * pitch;
    double shiftX = brush.uniform(0, pitch);
    double shiftY = brush.uniform(0, height);
    int rows = (int) (canvas.extent() / height) + 3;
    int columns = (int) (canvas.extent() / pitch) + 3;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        gland(
            (column - 0.5 + 0.5 * (row % 2) + brush.uniform(-0.06, 0.06)) * pitch - shiftX + radius,
            (row - 0.5 + brush.uniform(-0.06, 0.06)) * height - shiftY + radius,
            radius * brush.uniform(0.88, 1.06));
      }
    }
  }

  private void gland(double x, double y, double radius) {
    Canvas canvas = brush.canvas();
    if (Math.max(Math.abs(x - canvas.extent() / 2), Math.abs(y - canvas.extent() / 2))
        > canvas.extent() / 2 + radius) {
      return;
    }
    double lumen = radius * brush.uniform(0.16, 0.3);
    canvas.disc(x, y, radius * 1.07, 0.08, 2, 0.5 * bluish, 0.5 * pink);
    canvas.disc(x, y, radius * 1.03, 0.08, 1, bluish + 0.05, 0.8 * pink + 0.1);
    goblets(x, y, lumen, radius);
    canvas.disc(x, y, lumen + 1.5, 0.15, 1, bluish + 0.05, pink + 0.15);
    canvas.disc(x, y, lumen, 0.2, 1, 0.01, 0.03);
    ring(x, y, radius * 0.9);
  }

  private void goblets(double x, double y, double lumen, double radius) {
    double middle = (lumen + 0.78 * radius) / 2 + 1;
    double size = Math.min(4.6, 0.3 * (radius - lumen));
    int cells = (int) (TURN * middle / (2.3 * size));
    for (int cell = 0; cell < cells; cell++) {
      if (brush.chance(filled)) {
        double turn = TURN * (cell + brush.uniform(-0.15, 0.15)) / cells;
        brush
            .canvas()
            .disc(
                x + middle * StrictMath.cos(turn),
                y + middle * StrictMath.sin(turn),
                size * brush.uniform(0.75, 1.2),
                0.12,
                1.2,
                pale * brush.uniform(0.7, 1.3),
                pale * brush.uniform(0.5, 1.2));
      }
    }
  }

  private void ring(double x, double y, double radius) {
    int nuclei = (int) (TURN * radius / brush.uniform(5.4, 6.6));
    for (int index = 0; index < nuclei; index++) {
      double turn = TURN * (index + brush.uniform(-0.2, 0.2)) / nuclei;
      double distance = radius * brush.uniform(0.96, 1.03);
      brush.nucleus(
          x + distance * StrictMath.cos(turn),
          y + distance * StrictMath.sin(turn),
          brush.uniform(3, 4),
          brush.uniform(1.9, 2.4),
          turn,
          dark * brush.uniform(0.85, 1.1),
          0.1);
    }
  }
}
