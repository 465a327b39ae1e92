package org.histochain.activities.stain;

import java.util.Arrays;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.stat.descriptive.rank.Percentile;

/**
 * Stain normalisation (Macenko et al., "A method for normalizing histology slides for quantitative
 * analysis", ISBI 2009), with the reference stains and constants that implementations of it share.
 * With optical density d = -ln((v + 1) / 240):
 *
 * <ol>
 *   <li>tissue is where all three densities are at least 0.15;
 *   <li>densities of tissue are projected onto the plane of the two largest eigenvectors of their
 *       covariance; the 1st and 99th percentile of the angle there are the patch's two stains,
 *       haematoxylin being the one with more red density;
 *   <li>concentrations of the two in every pixel, by least squares, are scaled so that their 99th
 *       percentile is the reference's, and mixed again with the reference's stains.
 * </ol>
 *
 * Safe for use by many threads; strict arithmetic, so the same bytes on every machine.
 */
public final class MacenkoNormaliser {
  /** Smallest share of a patch's pixels that must be tissue; with less, its stains are a guess. */
  static final double LEAST_TISSUE = 0.05;

  private static final double LIGHT = 240;
  private static final double BETA = 0.15;
  private static final double LOWEST = 1;
  private static final double HIGHEST = 99;
  private static final double[] REFERENCE_HAEMATOXYLIN = {0.5626, 0.7201, 0.4062};
  private static final double[] REFERENCE_EOSIN = {0.2159, 0.8012, 0.5581};
  private static final double[] REFERENCE_CONCENTRATIONS = {1.9705, 1.0308};

  /** Two stains whose sine is smaller cannot be told apart. */
  private static final double LEAST_SINE = 1e-3;

  private static final double[] DENSITY = densities();

  /** The density that each stain gives to red, green and blue; unit vectors. */
  record Stains(double[] haematoxylin, double[] eosin) {}

  /**
   * Normalises a patch.
   *
   * @param pixels uint8 [pixels, 3], red, green, blue; not changed
   * @return the normalised pixels; {@code pixels} itself where too little is tissue, or where one
   *     stain alone is found
   */
  public byte[] apply(byte[] pixels) {
    double[][] tissue = tissue(pixels);
    if (tissue.length < 2 || tissue.length < LEAST_TISSUE * pixels.length / 3) {
      return pixels;
    }
    Stains stains = stains(tissue);
    if (sine(stains) < LEAST_SINE) {
      return pixels;
    }
    double[][] concentrations = concentrations(pixels, stains);
    double[] scale = new double[2];
    for (int stain = 0; stain < 2; stain++) {
      double highest = percentile(concentrations[stain], HIGHEST);
      if (!(highest > 0)) {
        return pixels;
      }
      scale[stain] = REFERENCE_CONCENTRATIONS[stain] / highest;
    }
    byte[] normalised = new byte[pixels.length];
    for (int place = 0; place < pixels.length; place++) {
      double density =
          REFERENCE_HAEMATOXYLIN[place % 3] * scale[0] * concentrations[0][place / 3]
              + REFERENCE_EOSIN[place % 3] * scale[1] * concentrations[1][place / 3];
      normalised[place] = (byte) Math.min(255, Math.round(LIGHT * StrictMath.exp(-density)));
    }
    return normalised;
  }

  static Stains stains(double[][] tissue) {
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(covariance(tissue));
    // The sign of an eigenvector is arbitrary; with the first one towards the data no angle wraps.
    double[] first = towardsData(eigen.getEigenvector(0).toArray());
    double[] second = eigen.getEigenvector(1).toArray();
    double[] angles = new double[tissue.length];
    for (int pixel = 0; pixel < tissue.length; pixel++) {
      angles[pixel] = StrictMath.atan2(dot(tissue[pixel], second), dot(tissue[pixel], first));
    }
    double[] low = direction(first, second, percentile(angles, LOWEST));
    double[] high = direction(first, second, percentile(angles, HIGHEST));
    return low[0] > high[0] ? new Stains(low, high) : new Stains(high, low);
  }

  private static double[][] tissue(byte[] pixels) {
    double[][] tissue = new double[pixels.length / 3][];
    int count = 0;
    for (int pixel = 0; pixel < pixels.length; pixel += 3) {
      double red = DENSITY[pixels[pixel] & 0xFF];
      double green = DENSITY[pixels[pixel + 1] & 0xFF];
      double blue = DENSITY[pixels[pixel + 2] & 0xFF];
      if (red >= BETA && green >= BETA && blue >= BETA) {
        tissue[count++] = new double[] {red, green, blue};
      }
    }
    return Arrays.copyOf(tissue, count);
  }

  private static RealMatrix covariance(double[][] rows) {
    double[] mean = new double[3];
    for (double[] row : rows) {
      for (int channel = 0; channel < 3; channel++) {
        mean[channel] += row[channel] / rows.length;
      }
    }
    double[][] covariance = new double[3][3];
    for (double[] row : rows) {
      for (int one = 0; one < 3; one++) {
        for (int other = 0; other < 3; other++) {
          covariance[one][other] +=
              (row[one] - mean[one]) * (row[other] - mean[other]) / (rows.length - 1);
        }
      }
    }
    return MatrixUtils.createRealMatrix(covariance);
  }

  /** Returns both stains' concentrations in every pixel, by the normal equations. */
  private static double[][] concentrations(byte[] pixels, Stains stains) {
    double cosine = dot(stains.haematoxylin(), stains.eosin());
    double determinant = 1 - cosine * cosine;
    double[][] concentrations = new double[2][pixels.length / 3];
    double[] density = new double[3];
    for (int pixel = 0; pixel < pixels.length / 3; pixel++) {
      for (int channel = 0; channel < 3; channel++) {
        density[channel] = DENSITY[pixels[3 * pixel + channel] & 0xFF];
      }
      double haematoxylin = dot(stains.haematoxylin(), density);
      double eosin = dot(stains.eosin(), density);
      concentrations[0][pixel] = (haematoxylin - cosine * eosin) / determinant;
      concentrations[1][pixel] = (eosin - cosine * haematoxylin) / determinant;
    }
    return concentrations;
  }

  private static double[] direction(double[] first, double[] second, double angle) {
    double[] direction = new double[3];
    for (int channel = 0; channel < 3; channel++) {
      direction[channel] =
          StrictMath.cos(angle) * first[channel] + StrictMath.sin(angle) * second[channel];
    }
    return direction;
  }

  private static double[] towardsData(double[] vector) {
    double sign = vector[0] + vector[1] + vector[2] < 0 ? -1 : 1;
    return new double[] {sign * vector[0], sign * vector[1], sign * vector[2]};
  }

  private static double sine(Stains stains) {
    double cosine = dot(stains.haematoxylin(), stains.eosin());
    return Math.sqrt(Math.max(0, 1 - cosine * cosine));
  }

  private static double dot(double[] one, double[] other) {
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
  }

  /** Returns a percentile, linear between neighbours. */
  private static double percentile(double[] values, double percent) {
    Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
    percentile.setData(values);
    return percentile.evaluate(percent);
  }

  private static double[] densities() {
    double[] densities = new double[256];
    for (int value = 0; value < 256; value++) {
      densities[value] = -StrictMath.log((value + 1) / LIGHT);
    }
    return densities;
  }
}
