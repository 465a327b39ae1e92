package org.histochain.activities.synthesis;

/** Fat: large empty cells, polygons within thin membranes, and now and then a flat nucleus. */
final class FatPainter {
  private final Brush brush;
  private final double pitch;
  private final int columns;
  private final double shiftX;
  private final double shiftY;
  private final double[] x;
  private final double[] y;

  private FatPainter(Brush brush) {
    this.brush = brush;
    this.pitch = brush.uniform(36, 54);
    this.columns = (int) Math.ceil(brush.canvas().extent() / pitch) + 4;
    this.x = new double[columns * columns];
    this.y = new double[columns * columns];
    this.shiftX = brush.uniform(0, pitch);
    this.shiftY = brush.uniform(0, pitch);
    for (int cell = 0; cell < x.length; cell++) {
      double stagger = 0.5 * (cell / columns % 2);
      x[cell] = (cell % columns - 1.5 + stagger + brush.uniform(-0.3, 0.3)) * pitch - shiftX;
      y[cell] = (cell / columns - 1.5 + brush.uniform(-0.3, 0.3)) * pitch - shiftY;
    }
  }

  static void paint(Brush brush) {
    FatPainter painter = new FatPainter(brush);
    double thickness = brush.uniform(1.4, 2.8);
    double strength = brush.uniform(0.4, 1.1);
    double veil = brush.uniform(0, 0.08);
    Noise noise = brush.noise();
    brush
        .canvas()
        .fill(
            (u, v) -> 0.01,
            (u, v) -> {
              double bend = 5 * (noise.at(u / 24, v / 24, 1) - 0.5);
              double depth = painter.border(u + bend, v - bend) / thickness;
              double wall = Math.max(0, 1.15 - depth) * (0.75 + 0.5 * noise.at(u / 6, v / 6, 2));
              return veil + strength * Math.min(1, wall);
            });
    painter.nuclei();
  }

  /** Returns how far a place is from the border of its cell; less where three cells meet. */
  private double border(double u, double v) {
    double nearest = Double.MAX_VALUE;
    double second = Double.MAX_VALUE;
    double third = Double.MAX_VALUE;
    double column = (u + shiftX) / pitch + 0.5;
    int top = (int) ((v + shiftY) / pitch + 0.5);
    for (int row = Math.max(top, 0); row < Math.min(top + 4, columns); row++) {
      int left = (int) (column - 0.5 * (row % 2));
      for (int near = Math.max(left, 0); near < Math.min(left + 4, columns); near++) {
        int cell = row * columns + near;
        double square = (u - x[cell]) * (u - x[cell]) + (v - y[cell]) * (v - y[cell]);
        if (square < nearest) {
          third = second;
          second = nearest;
          nearest = square;
        } else if (square < second) {
          third = second;
          second = square;
        } else if (square < third) {
          third = square;
        }
      }
    }
    double own = Math.sqrt(nearest);
    double wall = Math.sqrt(second) - own;
    double corner = Math.sqrt(third) - own;
    return wall * (0.6 + 0.4 * Math.min(1, corner / 8));
  }

  private void nuclei() {
    for (int cell = 0; cell + columns < x.length; cell++) {
      int other = brush.chance(0.5) ? cell + 1 : cell + columns;
      if (brush.chance(0.3)) {
        double angle = StrictMath.atan2(y[other] - y[cell], x[other] - x[cell]) + StrictMath.PI / 2;
        brush.nucleus(
            (x[cell] + x[other]) / 2,
            (y[cell] + y[other]) / 2,
            brush.uniform(4, 6.5),
            brush.uniform(1.3, 2),
            angle,
            brush.uniform(0.7, 1),
            0.15);
      }
    }
  }
}
