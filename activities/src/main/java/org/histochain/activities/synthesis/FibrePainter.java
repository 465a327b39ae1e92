package org.histochain.activities.synthesis;

/**
 * The two pink fibrous tissues, from one palette: muscle lies in straight parallel fibres with
 * cigar-shaped nuclei along them, stroma in loose waves torn by clefts, with spindle nuclei.
 */
final class FibrePainter {
  private final Brush brush;
  private final Noise noise;
  private final double cos;
  private final double sin;
  private final double pink;
  private final double bluish;
  private final double bending;
  private final double wave;

  private FibrePainter(Brush brush, double bending, double wave) {
    this.brush = brush;
    this.noise = brush.noise();
    this.bending = bending;
    this.wave = wave;
    double angle = brush.angle();
    this.cos = StrictMath.cos(angle);
    this.sin = StrictMath.sin(angle);
    this.pink = brush.uniform(0.4, 1.0);
    this.bluish = brush.uniform(0.03, 0.12);
  }

  static void muscle(Brush brush) {
    FibrePainter painter = new FibrePainter(brush, brush.uniform(4, 12), 90);
    double thick = brush.uniform(6.5, 9.5);
    double parted = brush.uniform(-0.1, 0.35);
    brush
        .canvas()
        .fill(
            (u, v) -> painter.bluish, (u, v) -> painter.pink * painter.bundle(u, v, thick, parted));
    painter.nuclei(brush.count(10, 22), brush.uniform(2.0, 2.5), 7, 11, 0.05);
  }

  static void stroma(Brush brush) {
    FibrePainter painter = new FibrePainter(brush, brush.uniform(34, 52), 38);
    double thick = brush.uniform(4.5, 6.5);
    double loose = brush.uniform(0.1, 0.28);
    brush
        .canvas()
        .fill(
            (u, v) -> painter.bluish,
            (u, v) -> painter.pink * painter.collagen(u, v, thick, loose));
    painter.nuclei(brush.count(10, 22), brush.uniform(1.6, 2.1), 5, 9, 0.3);
  }

  private double across(double u, double v) {
    return v * cos - u * sin + bending * (noise.turbulence(u / wave, v / wave, 30) - 0.5);
  }

  /** Fibres side by side: broad pink bands between narrow pale lines. */
  private double bundle(double u, double v, double thick, double parted) {
    double along = u * cos + v * sin;
    double place = across(u, v) / thick + 0.5 * noise.at(u / 30, v / 30, 3);
    double within = place - Math.floor(place);
    double ridge = 4 * within * (1 - within);
    double band = noise.at(along / 130, Math.floor(place), 1);
    double striation = noise.at(along / 40, 5 * place, 4);
    double gap = noise.at(along / 120, across(u, v) / 22, 9);
    double open = Math.clamp((parted - gap) * 8, 0, 1);
    return (1 - 0.8 * open)
        * (0.42 + 0.42 * Math.min(1, 1.5 * ridge) + 0.3 * (band - 0.5) + 0.18 * (striation - 0.5));
  }

  /** Waves of collagen with pale clefts between. */
  private double collagen(double u, double v, double thick, double loose) {
    double along = u * cos + v * sin;
    double across = across(u, v);
    double fibre =
        0.6 * noise.at(along / 45, across / thick, 1)
            + 0.4 * noise.at(along / 30, 2.6 * across / thick, 2);
    double cleft = noise.at(along / 40, across / (2 * thick), 5);
    double open = Math.clamp((loose + 0.12 - cleft) * 9, 0, 1);
    return (0.3 + 0.95 * fibre) * (1 - 0.85 * open);
  }

  private void nuclei(int count, double width, double shortest, double longest, double stray) {
    for (int index = 0; index < count; index++) {
      double x = brush.place();
      double y = brush.place();
      double slopeX = across(x + 3, y) - across(x - 3, y);
      double slopeY = across(x, y + 3) - across(x, y - 3);
      double angle = StrictMath.atan2(slopeY, slopeX) + StrictMath.PI / 2;
      brush.nucleus(
          x,
          y,
          brush.uniform(shortest, longest),
          width * brush.uniform(0.8, 1.15),
          angle + brush.uniform(-stray, stray),
          brush.uniform(0.7, 1.05),
          0.12);
    }
  }
}
