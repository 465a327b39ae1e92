package org.histochain.activities.synthesis;

/** Background: glass, unevenly lit, with specks and now and then a smear. */
final class GlassPainter {
  private GlassPainter() {}

  static void paint(Brush brush) {
    Canvas canvas = brush.canvas();
    Noise noise = brush.noise();
    double shade = brush.uniform(0, 0.12);
    double bluish = brush.uniform(0, 0.05);
    double slopeX = brush.uniform(-1, 1) / canvas.extent();
    double slopeY = brush.uniform(-1, 1) / canvas.extent();
    double smear = brush.chance(0.5) ? brush.uniform(0.2, 0.8) : 0;
    canvas.fill(
        (u, v) -> bluish * noise.turbulence(u / 50, v / 50, 1),
        (u, v) -> {
          double film = Math.max(0, noise.turbulence(u / 60, v / 60, 5) - 0.55);
          return shade * (0.5 + 0.5 * (u * slopeX + v * slopeY)) + smear * film * 2;
        });
    int specks = brush.count(0, 8);
    for (int speck = 0; speck < specks; speck++) {
      canvas.disc(
          brush.place(),
          brush.place(),
          brush.uniform(0.7, 2),
          0.3,
          0.8,
          brush.uniform(0.1, 0.8),
          brush.uniform(0.1, 0.5));
    }
  }
}
