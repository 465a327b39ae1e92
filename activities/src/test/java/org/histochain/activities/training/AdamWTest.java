package org.histochain.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

class AdamWTest {
  @Test
  void followsTheFormulaInDoublePrecision() {
    double[] weights = {1, -2, 0.5};
    double[] mean = new double[3];
    double[] variance = new double[3];
    float[] result = train(10, 1e-2);
    for (int update = 1; update <= 10; update++) {
      for (int index = 0; index < 3; index++) {
        double gradient = gradient(update, index);
        weights[index] -= 2e-3 * 1e-2 * weights[index];
        mean[index] = 0.9 * mean[index] + 0.1 * gradient;
        variance[index] = 0.999 * variance[index] + 0.001 * gradient * gradient;
        double unbiasedMean = mean[index] / (1 - Math.pow(0.9, update));
        double unbiasedVariance = variance[index] / (1 - Math.pow(0.999, update));
        weights[index] -= 2e-3 * unbiasedMean / (Math.sqrt(unbiasedVariance) + 1e-8);
      }
    }
    for (int index = 0; index < 3; index++) {
      assertThat((double) result[index]).isCloseTo(weights[index], within(1e-6));
    }
  }

  /**
   * PyTorch 2.7 moves a weight by 9.1e-3 here, at a learning rate of 0.1; Adam with epsilon added
   * first, by 3.2e-4.
   */
  @Test
  void aTinyFirstGradientMovesTheWeightAsFarAsInPyTorch() {
    try (NDManager manager = NDManager.newBaseManager();
        NDArray weight = manager.create(new float[] {0});
        NDArray gradient = manager.create(new float[] {1e-9f});
        AdamW optimizer = new AdamW(weight, 0)) {
      optimizer.update(gradient, 0.1);

      assertThat((double) weight.toFloatArray()[0]).isCloseTo(-9.09e-3, within(1e-5));
    }
  }

  private static float[] train(int updates, double decay) {
    try (NDManager manager = NDManager.newBaseManager();
        NDArray weights = manager.create(new float[] {1, -2, 0.5f});
        AdamW optimizer = new AdamW(weights, decay)) {
      for (int update = 1; update <= updates; update++) {
        float[] values = new float[3];
        for (int index = 0; index < 3; index++) {
          values[index] = (float) gradient(update, index);
        }
        try (NDArray gradient = manager.create(values)) {
          optimizer.update(gradient, 2e-3);
        }
      }
      return weights.toFloatArray();
    }
  }

  private static double gradient(int update, int index) {
    return Math.sin(update * 1.7 + index) * (index + 1);
  }
}
