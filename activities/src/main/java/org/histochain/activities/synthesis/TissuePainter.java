package org.histochain.activities.synthesis;

import java.util.SplittableRandom;

/** Draws the structure of each tissue class in stain densities. */
final class TissuePainter {
  private static final double TURN = 2 * Math.PI;

  private final Canvas canvas;
  private final SplittableRandom random;

  private TissuePainter(Canvas canvas, SplittableRandom random) {
    this.canvas = canvas;
    this.random = random;
  }

  /** Returns a canvas with a patch of a class. */
  static Canvas paint(String tissue, int side, SplittableRandom random) {
    Canvas canvas = new Canvas(side, random);
    TissuePainter painter = new TissuePainter(canvas, random);
    switch (tissue) {
      case "ADI" -> painter.adipose();
      case "BACK" -> painter.background();
      case "DEB" -> painter.debris();
      case "LYM" -> painter.lymphocytes();
      case "MUC" -> painter.mucus();
      case "MUS" -> painter.muscle();
      case "NORM" -> painter.normalMucosa();
      case "STR" -> painter.stroma();
      case "TUM" -> painter.tumour();
      default -> throw new IllegalArgumentException("No tissue class " + tissue);
    }
    return canvas;
  }

  /** Large empty cells within thin membranes: a Voronoi diagram. */
  private void adipose() {
    int cells = random.nextInt(5, 11);
    double[] x = new double[cells];
    double[] y = new double[cells];
    for (int cell = 0; cell < cells; cell++) {
      x[cell] = uniform(-0.2, 1.2);
      y[cell] = uniform(-0.2, 1.2);
    }
    double width = uniform(0.025, 0.05);
    canvas.fill(
        (u, v) -> 0.01,
        (u, v) -> {
          double nearest = 9;
          double second = 9;
          for (int cell = 0; cell < cells; cell++) {
            double distance =
                Math.sqrt((u - x[cell]) * (u - x[cell]) + (v - y[cell]) * (v - y[cell]));
            second = Math.min(second, Math.max(nearest, distance));
            nearest = Math.min(nearest, distance);
          }
          return 0.02 + 0.55 * Math.max(0, 1 - (second - nearest) / width);
        });
    nuclei(random.nextInt(0, 3), 0.03, 0.016, 0.7);
  }

  /** Glass: almost nothing, unevenly lit, at times a speck. */
  private void background() {
    canvas.fill(
        (u, v) -> 0.015 * canvas.turbulence(2 * u, 2 * v, 1),
        (u, v) -> 0.03 * canvas.turbulence(3 * u, 3 * v, 5));
    nuclei(random.nextInt(0, 3), 0.012, 0.01, 0.25);
  }

  /** Dead tissue: blotches of both stains, and dust of nuclei. */
  private void debris() {
    double grain = uniform(5, 9);
    canvas.fill(
        (u, v) -> 0.7 * square(canvas.turbulence(grain * u, grain * v, 1)),
        (u, v) -> 0.15 + 0.6 * canvas.turbulence(0.7 * grain * u, 0.7 * grain * v, 9));
    int fragments = random.nextInt(15, 40);
    for (int fragment = 0; fragment < fragments; fragment++) {
      double size = uniform(0.008, 0.022);
      nucleus(size, size * uniform(0.5, 1), uniform(0, TURN), uniform(0.3, 0.8));
    }
  }

  /** Small, round, dark nuclei, side by side. */
  private void lymphocytes() {
    canvas.fill((u, v) -> 0.12, (u, v) -> 0.1 + 0.1 * canvas.turbulence(4 * u, 4 * v, 1));
    double pitch = uniform(0.095, 0.13);
    for (double v = -pitch / 2; v < 1 + pitch; v += pitch) {
      for (double u = -pitch / 2; u < 1 + pitch; u += pitch) {
        if (random.nextDouble() < 0.9) {
          double size = pitch * uniform(0.33, 0.46);
          canvas.nucleus(
              u + pitch * uniform(-0.35, 0.35),
              v + pitch * uniform(-0.35, 0.35),
              size,
              size * uniform(0.85, 1),
              uniform(0, TURN),
              uniform(0.7, 1.0));
        }
      }
    }
  }

  /** A pale bluish sea with streaks, few cells. */
  private void mucus() {
    double angle = uniform(0, TURN);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double depth = uniform(0.12, 0.25);
    canvas.fill(
        (u, v) -> {
          double warp = 0.5 * canvas.turbulence(2 * u, 2 * v, 30);
          double along = u * cos + v * sin;
          double across = v * cos - u * sin + warp;
          return depth * (0.4 + square(canvas.turbulence(2 * along, 11 * across, 1)) * 2);
        },
        (u, v) -> 0.04 + 0.06 * canvas.turbulence(3 * u, 3 * v, 20));
    nuclei(random.nextInt(0, 5), 0.035, 0.025, 0.6);
  }

  /** Parallel fibres with long nuclei along them. */
  private void muscle() {
    double angle = uniform(0, TURN);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double frequency = uniform(5, 8);
    double strength = uniform(0.5, 0.7);
    canvas.fill(
        (u, v) -> 0.05,
        (u, v) -> {
          double across = v * cos - u * sin + 0.06 * canvas.noise(3 * u, 3 * v, 1);
          double wave = 0.5 + 0.5 * StrictMath.sin(TURN * frequency * across);
          return strength * (0.6 + 0.45 * wave) + 0.12 * (canvas.turbulence(9 * u, 9 * v, 4) - 0.5);
        });
    int count = random.nextInt(5, 13);
    for (int index = 0; index < count; index++) {
      nucleus(
          uniform(0.06, 0.1),
          uniform(0.015, 0.024),
          angle + uniform(-0.15, 0.15),
          uniform(0.6, 0.9));
    }
  }

  /** Round glands: a pale lumen, a wall, a ring of nuclei; loose tissue between. */
  private void normalMucosa() {
    canvas.fill((u, v) -> 0.08, (u, v) -> 0.22 + 0.2 * canvas.turbulence(5 * u, 5 * v, 1));
    nuclei(random.nextInt(6, 14), 0.04, 0.02, 0.75);
    int glands = random.nextInt(1, 4);
    double start = uniform(0, TURN);
    for (int gland = 0; gland < glands; gland++) {
      double turn = start + TURN * gland / glands;
      double off = glands == 1 ? uniform(0, 0.15) : uniform(0.27, 0.36);
      double x = 0.5 + off * StrictMath.cos(turn);
      double y = 0.5 + off * StrictMath.sin(turn);
      double radius = glands == 1 ? uniform(0.3, 0.4) : uniform(0.19, 0.27);
      canvas.clear(x, y, radius * 0.85, 0.55);
      canvas.clear(x, y, radius * uniform(0.3, 0.5), 0.15);
      int ring = (int) (radius * 75);
      for (int index = 0; index < ring; index++) {
        double at = TURN * (index + uniform(-0.2, 0.2)) / ring;
        double distance = radius * uniform(0.94, 1.06);
        canvas.nucleus(
            x + distance * StrictMath.cos(at),
            y + distance * StrictMath.sin(at),
            uniform(0.03, 0.042),
            uniform(0.018, 0.024),
            at,
            uniform(0.65, 0.9));
      }
    }
  }

  /** Wavy fibres, loose and torn, with spindle nuclei. */
  private void stroma() {
    double angle = uniform(0, TURN);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double strength = uniform(0.4, 0.6);
    canvas.fill(
        (u, v) -> 0.05 + 0.08 * canvas.noise(6 * u, 6 * v, 40),
        (u, v) -> {
          double warp = 0.7 * canvas.turbulence(1.6 * u, 1.6 * v, 30);
          double along = u * cos + v * sin;
          double across = v * cos - u * sin + warp;
          double fibre = canvas.turbulence(2.5 * along, 13 * across, 1);
          return strength * Math.max(0, 2.2 * fibre - 0.45);
        });
    int count = random.nextInt(7, 16);
    for (int index = 0; index < count; index++) {
      nucleus(
          uniform(0.04, 0.065),
          uniform(0.014, 0.022),
          angle + uniform(-0.8, 0.8),
          uniform(0.6, 0.9));
    }
  }

  /** Crowded, large, uneven nuclei, at times around a small lumen. */
  private void tumour() {
    canvas.fill(
        (u, v) -> 0.16 + 0.14 * canvas.turbulence(5 * u, 5 * v, 1),
        (u, v) -> 0.22 + 0.2 * canvas.turbulence(4 * u, 4 * v, 9));
    double pitch = uniform(0.14, 0.19);
    for (double v = 0; v < 1 + pitch / 2; v += pitch) {
      for (double u = 0; u < 1 + pitch / 2; u += pitch) {
        double size = pitch * uniform(0.34, 0.56);
        canvas.nucleus(
            u + pitch * uniform(-0.4, 0.4),
            v + pitch * uniform(-0.4, 0.4),
            size,
            size * uniform(0.55, 0.95),
            uniform(0, TURN),
            uniform(0.4, 0.85));
      }
    }
    if (random.nextDouble() < 0.35) {
      canvas.clear(uniform(0.2, 0.8), uniform(0.2, 0.8), uniform(0.07, 0.15), 0.2);
    }
  }

  private void nuclei(int count, double length, double width, double density) {
    for (int index = 0; index < count; index++) {
      nucleus(
          length * uniform(0.8, 1.2),
          width * uniform(0.8, 1.2),
          uniform(0, TURN),
          density * uniform(0.8, 1.2));
    }
  }

  private void nucleus(double length, double width, double angle, double density) {
    canvas.nucleus(uniform(0, 1), uniform(0, 1), length, width, angle, density);
  }

  private double uniform(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  private static double square(double value) {
    return value * value;
  }
}
