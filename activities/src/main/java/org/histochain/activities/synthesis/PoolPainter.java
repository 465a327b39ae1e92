package org.histochain.activities.synthesis;

/**
 * The two pale tissues without order, from one palette: mucus streams smoothly around a few whole
 * cells, debris is a crumble of smudges, clumps and dust of nuclei.
 */
final class PoolPainter {
  private final Brush brush;
  private final Noise noise;
  private final double bluish;
  private final double pink;
  private final double contrast;

  private PoolPainter(Brush brush) {
    this.brush = brush;
    this.noise = brush.noise();
    this.bluish = brush.uniform(0.06, 0.26);
    this.pink = brush.uniform(0.1, 0.7);
    this.contrast = brush.uniform(0.7, 1.3);
  }

  static void mucus(Brush brush) {
    new PoolPainter(brush).mucus();
  }

  static void debris(Brush brush) {
    new PoolPainter(brush).debris();
  }

  private void mucus() {
    double angle = brush.angle();
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double streak = brush.uniform(7, 11);
    brush
        .canvas()
        .fill(
            (u, v) -> bluish * (1 + contrast * 1.4 * (stream(u, v, cos, sin, streak, 1) - 0.5)),
            (u, v) ->
                pink * (1 + contrast * 1.4 * (stream(u, v, cos, sin, 1.3 * streak, 20) - 0.5)));
    int cells = brush.count(1, 7);
    for (int cell = 0; cell < cells; cell++) {
      double x = brush.place();
      double y = brush.place();
      double size = brush.uniform(5, 8);
      brush.canvas().disc(x, y, size, 0.15, 1.5, bluish, pink + 0.25);
      double turn = brush.angle();
      double off = brush.uniform(0, 0.4) * size;
      brush.lymphocyte(
          x + off * StrictMath.cos(turn), y + off * StrictMath.sin(turn), brush.uniform(0.7, 1));
    }
  }

  private double stream(double u, double v, double cos, double sin, double streak, int layer) {
    double warp =
        34 * (noise.at(u / 48, v / 48, 30) - 0.5) + 8 * (noise.at(u / 17, v / 17, 31) - 0.5);
    double along = (u * cos + v * sin) / 70;
    double across = (v * cos - u * sin + warp) / streak;
    double fine = noise.at(2 * along, 2.3 * across, layer + 1);
    double wave = 0.65 * noise.at(along, across, layer) + 0.35 * fine;
    return wave * wave * (3 - 2 * wave);
  }

  private void debris() {
    double clump = brush.uniform(7, 12);
    brush
        .canvas()
        .fill(
            (u, v) -> bluish * (1 + contrast * 1.2 * (crumble(u, v, 0.8 * clump, 1) - 0.5)),
            (u, v) -> pink * (1 + contrast * 1.2 * (crumble(u, v, clump, 20) - 0.5)));
    int smudges = brush.count(2, 9);
    for (int smudge = 0; smudge < smudges; smudge++) {
      brush
          .canvas()
          .draw(
              new Nucleus(
                  brush.place(),
                  brush.place(),
                  brush.uniform(3, 5.5),
                  brush.uniform(2, 3.5),
                  1,
                  0,
                  brush.uniform(0.35, 0.7),
                  0.55,
                  2.2));
    }
    int dust = brush.count(25, 60);
    for (int grain = 0; grain < dust; grain++) {
      double size = brush.uniform(0.6, 1.5);
      brush.nucleus(
          brush.place(),
          brush.place(),
          size * brush.uniform(1, 1.5),
          size,
          brush.angle(),
          brush.uniform(0.4, 0.95),
          0.3);
    }
  }

  private double crumble(double u, double v, double clump, int layer) {
    double rough = noise.turbulence(u / clump, v / clump, layer);
    double edged = Math.clamp((rough - 0.5) * 4 + 0.5, 0, 1);
    return 0.75 * edged + 0.25 * noise.at(u / 1.8, v / 1.8, layer + 5);
  }
}
