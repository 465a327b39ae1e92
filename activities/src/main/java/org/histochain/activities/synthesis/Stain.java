package org.histochain.activities.synthesis;

import org.histochain.activities.draw.Draw;

/**
 * One slide's way of staining and imaging: light through the section falls off as exp(-density)
 * (Beer and Lambert), density being the sum of both stains' in each channel (Ruifrok and Johnston,
 * "Quantification of histochemical staining by color deconvolution", 2001).
 */
final class Stain {
  /** Optical densities of red, green and blue for one unit of haematoxylin. */
  private static final double[] HAEMATOXYLIN = {1.05, 1.30, 0.60};

  /** Optical densities of red, green and blue for one unit of eosin. */
  private static final double[] EOSIN = {0.09, 0.66, 0.34};

  private static final int STEPS = 256;
  private static final int MOST = 8;
  private static final float[] FALL = fall();

  private final double[] haematoxylin;
  private final double[] eosin;
  private final double[] light;
  private final double difficulty;

  /**
   * @param patient the patient's draws: every patch of a patient has these
   */
  Stain(double difficulty, Draw patient) {
    this.difficulty = difficulty;
    double spread = 0.1 + 0.5 * difficulty;
    haematoxylin = varied(HAEMATOXYLIN, patient, spread);
    eosin = varied(EOSIN, patient, spread);
    double brightness = patient.uniform(238, 250);
    light = new double[3];
    for (int channel = 0; channel < 3; channel++) {
      light[channel] = brightness - patient.uniform(0, 6 + 14 * difficulty);
    }
  }

  private static double[] varied(double[] stain, Draw draw, double spread) {
    double strength = StrictMath.exp(draw.uniform(-spread, spread));
    double[] varied = stain.clone();
    for (int channel = 0; channel < varied.length; channel++) {
      varied[channel] *= strength * StrictMath.exp(draw.uniform(-0.7, 0.7) * spread);
    }
    return varied;
  }

  /**
   * Images a canvas.
   *
   * @param fineness points of the canvas per pixel and axis
   * @param draw the patch's draws: thickness, focus, noise
   * @return uint8 [side, side, 3], red, green, blue
   */
  byte[] image(Canvas canvas, int fineness, Draw draw) {
    int side = canvas.side() / fineness;
    float[] light = transmitted(canvas, fineness, draw);
    double blur = draw.uniform(0.04, 0.1 + 0.1 * difficulty);
    float[] blurred = blurred(light, side, (float) blur);
    double grain = (2 + 8 * difficulty) * draw.uniform(0.6, 1.4);
    byte[] pixels = new byte[blurred.length];
    for (int index = 0; index < pixels.length; index++) {
      double bell = draw.uniform() + draw.uniform() + draw.uniform() - 1.5;
      pixels[index] = (byte) Math.clamp(Math.round(blurred[index] + grain * bell), 0, 255);
    }
    return pixels;
  }

  private float[] transmitted(Canvas canvas, int fineness, Draw draw) {
    int side = canvas.side() / fineness;
    double thickness = StrictMath.exp(draw.uniform(-0.8, 0.7) * difficulty);
    double ratio = StrictMath.exp(draw.uniform(-0.7, 0.7) * difficulty);
    double slopeX = draw.uniform(-0.2, 0.2) / canvas.side();
    double slopeY = draw.uniform(-0.2, 0.2) / canvas.side();
    float[] sums = new float[side * side * 3];
    for (int row = 0; row < side * fineness; row++) {
      for (int column = 0; column < side * fineness; column++) {
        int point = row * canvas.side() + column;
        double here = thickness * (0.9 + slopeX * column + slopeY * row);
        double blue = here * ratio * canvas.haematoxylin(point);
        double pink = here / ratio * canvas.eosin(point);
        int pixel = 3 * (row / fineness * side + column / fineness);
        for (int channel = 0; channel < 3; channel++) {
          sums[pixel + channel] += through(blue * haematoxylin[channel] + pink * eosin[channel]);
        }
      }
    }
    for (int index = 0; index < sums.length; index++) {
      sums[index] *= (float) (light[index % 3] / (fineness * fineness));
    }
    return sums;
  }

  /** A tent of three pixels on each axis. */
  private static float[] blurred(float[] image, int side, float share) {
    float[] across = new float[image.length];
    blur(image, across, side, 3, 3 * side, share);
    float[] both = new float[image.length];
    blur(across, both, side, 3 * side, 3, share);
    return both;
  }

  private static void blur(float[] from, float[] to, int side, int step, int stride, float share) {
    for (int line = 0; line < side; line++) {
      for (int place = 0; place < side; place++) {
        for (int channel = 0; channel < 3; channel++) {
          int index = line * stride + place * step + channel;
          float before = place == 0 ? from[index] : from[index - step];
          float after = place == side - 1 ? from[index] : from[index + step];
          to[index] = from[index] + share * (before + after - 2 * from[index]);
        }
      }
    }
  }

  private static float through(double density) {
    double place = Math.min(density, MOST - 0.01) * STEPS;
    int step = (int) place;
    return FALL[step] + (float) (place - step) * (FALL[step + 1] - FALL[step]);
  }

  private static float[] fall() {
    float[] fall = new float[MOST * STEPS + 1];
    for (int step = 0; step < fall.length; step++) {
      fall[step] = (float) StrictMath.exp(-(double) step / STEPS);
    }
    return fall;
  }
}
