package org.histochain.activities.image;

/** The inverse cosine transform of JPEG, in real numbers. */
final class InverseTransform {
  private static final int SIDE = 8;
  private static final double[] COSINES = cosines();

  private InverseTransform() {}

  private static double[] cosines() {
    double[] cosines = new double[SIDE * SIDE];
    for (int x = 0; x < SIDE; x++) {
      for (int u = 0; u < SIDE; u++) {
        double scale = u == 0 ? Math.sqrt(0.125) : 0.5;
        cosines[x * SIDE + u] = scale * Math.cos((2 * x + 1) * u * Math.PI / 16);
      }
    }
    return cosines;
  }

  /**
   * Returns the largest magnitude of a block's samples, before they are brought into range.
   *
   * @param coefficients [8, 8], dequantised, row by row
   */
  static double largest(int[] coefficients) {
    double[] columns = new double[SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int v = 0; v < SIDE; v++) {
        double cosine = COSINES[y * SIDE + v];
        for (int u = 0; u < SIDE; u++) {
          columns[y * SIDE + u] += cosine * coefficients[v * SIDE + u];
        }
      }
    }
    double largest = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double sample = 0;
        for (int u = 0; u < SIDE; u++) {
          sample += COSINES[x * SIDE + u] * columns[y * SIDE + u];
        }
        largest = Math.max(largest, Math.abs(sample));
      }
    }
    return largest;
  }
}
