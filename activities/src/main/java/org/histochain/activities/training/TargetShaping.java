package org.histochain.activities.training;

import org.histochain.workflows.contract.TrainingSpec;
import org.jspecify.annotations.Nullable;

/**
 * Sharpens or softens soft labels, then smooths them:
 *
 * <pre>
 * q_c = p_c^(1/T) / sum_k p_k^(1/T)          (Hinton et al., arXiv 1503.02531)
 * t_c = (1 - smoothing) q_c + smoothing / C   (Szegedy et al., CVPR 2016)
 * </pre>
 *
 * The second is PyTorch's {@code CrossEntropyLoss(label_smoothing)}; a one-hot row is its own
 * sharpening.
 */
final class TargetShaping {
  private TargetShaping() {}

  /** Returns the rows that {@code training} asks for; the rows themselves where it asks nothing. */
  static float[][] of(float[][] rows, TrainingSpec training) {
    Double temperature = training.temperature();
    Double smoothing = training.smoothing();
    if (temperature == null && smoothing == null) {
      return rows;
    }
    float[][] shaped = new float[rows.length][];
    for (int index = 0; index < rows.length; index++) {
      shaped[index] = shaped(rows[index], temperature, smoothing);
    }
    return shaped;
  }

  private static float[] shaped(
      float[] row, @Nullable Double temperature, @Nullable Double smoothing) {
    double[] values = new double[row.length];
    double largest = 0;
    for (float value : row) {
      largest = Math.max(largest, value);
    }
    double sum = 0;
    for (int index = 0; index < row.length; index++) {
      // Divided by the largest first: a low temperature then underflows only what is negligible.
      values[index] =
          temperature == null ? row[index] : StrictMath.pow(row[index] / largest, 1 / temperature);
      sum += values[index];
    }
    double share = smoothing == null ? 0 : smoothing;
    double divisor = temperature == null ? 1 : sum;
    float[] shaped = new float[row.length];
    for (int index = 0; index < row.length; index++) {
      shaped[index] = (float) ((1 - share) * values[index] / divisor + share / row.length);
    }
    return shaped;
  }
}
