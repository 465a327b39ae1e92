package org.histochain.activities.stain;

import org.histochain.activities.draw.Draw;

/**
 * Stain jitter (Tellez et al., "Whole-slide mitosis detection in H&amp;E breast histology using
 * PHH3 as a reference to train distilled stain-invariant convolutional networks", IEEE TMI 2018): a
 * patch's optical density is unmixed into haematoxylin, eosin and residual by the matrix of Ruifrok
 * and Johnston ("Quantification of histochemical staining by color deconvolution", 2001), each of
 * the three is stretched and shifted at random, and the patch is mixed again:
 *
 * <pre>
 * d = -log10(max(v, 1/255))     s = d M^-1     s_i' = a_i s_i + b_i     v' = 10^(-s' M)
 * </pre>
 *
 * with a_i uniform in [1 - strength, 1 + strength] and b_i uniform in [-strength, strength]. Safe
 * for use by many threads.
 */
public final class HedJitter {
  /** Optical density of red, green and blue by stain: haematoxylin, eosin, residual (DAB). */
  private static final double[][] MIXING = {
    {0.65, 0.70, 0.29}, {0.07, 0.99, 0.11}, {0.27, 0.57, 0.78}
  };

  private static final double[][] UNMIXING = inverse(MIXING);
  private static final double[] DENSITY = densities();
  private static final double LN10 = StrictMath.log(10);

  private final double strength;

  /**
   * @param strength above 0 and below 1
   */
  public HedJitter(double strength) {
    this.strength = strength;
  }

  /**
   * Jitters a patch with factors and shifts drawn in the order a, b of each stain.
   *
   * @param image float32 [pixels, 3] of 8-bit values divided by 255; overwritten with the result,
   *     in [0, 1]
   */
  public void apply(float[] image, Draw draw) {
    double[] factors = new double[3];
    double[] shifts = new double[3];
    for (int stain = 0; stain < 3; stain++) {
      factors[stain] = draw.uniform(1 - strength, 1 + strength);
      shifts[stain] = draw.uniform(-strength, strength);
    }
    apply(image, factors, shifts);
  }

  /** Unmixing, stretching, shifting and mixing are one affine map of densities: d' = d A + c. */
  static void apply(float[] image, double[] factors, double[] shifts) {
    double[][] map = new double[3][3];
    double[] constant = new double[3];
    for (int stain = 0; stain < 3; stain++) {
      for (int to = 0; to < 3; to++) {
        constant[to] += shifts[stain] * MIXING[stain][to];
        for (int from = 0; from < 3; from++) {
          map[from][to] += UNMIXING[from][stain] * factors[stain] * MIXING[stain][to];
        }
      }
    }
    for (int pixel = 0; pixel < image.length; pixel += 3) {
      double red = DENSITY[Math.round(255 * image[pixel])];
      double green = DENSITY[Math.round(255 * image[pixel + 1])];
      double blue = DENSITY[Math.round(255 * image[pixel + 2])];
      for (int to = 0; to < 3; to++) {
        double density = red * map[0][to] + green * map[1][to] + blue * map[2][to] + constant[to];
        image[pixel + to] = (float) Math.min(1, StrictMath.exp(-LN10 * density));
      }
    }
  }

  private static double[] densities() {
    double[] densities = new double[256];
    for (int value = 0; value < 256; value++) {
      densities[value] = -StrictMath.log10(Math.max(value, 1) / 255.0);
    }
    return densities;
  }

  private static double[][] inverse(double[][] m) {
    double[][] cofactors = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        int r1 = (row + 1) % 3;
        int r2 = (row + 2) % 3;
        int c1 = (column + 1) % 3;
        int c2 = (column + 2) % 3;
        cofactors[column][row] = m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
      }
    }
    double determinant = 0;
    for (int column = 0; column < 3; column++) {
      determinant += m[0][column] * cofactors[column][0];
    }
    for (double[] row : cofactors) {
      for (int column = 0; column < 3; column++) {
        row[column] /= determinant;
      }
    }
    return cofactors;
  }
}
