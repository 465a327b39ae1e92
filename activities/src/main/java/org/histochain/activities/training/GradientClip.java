package org.histochain.activities.training;

import ai.djl.ndarray.NDArray;

/**
 * Scales a gradient down to a largest Euclidean norm, all parameters together (Pascanu et al., ICML
 * 2013), with the arithmetic of PyTorch's {@code clip_grad_norm_}: factor = min(1, largest / (norm
 * + 1e-6)).
 */
final class GradientClip {
  private static final double GUARD = 1e-6;

  private GradientClip() {}

  /**
   * Clips in place.
   *
   * @param gradient float32 [n]
   * @param largest above 0
   */
  static void apply(NDArray gradient, double largest) {
    double norm;
    try (NDArray length = gradient.norm()) {
      norm = length.getFloat();
    }
    double factor = largest / (norm + GUARD);
    if (factor < 1) {
      gradient.muli(factor);
    }
  }
}
