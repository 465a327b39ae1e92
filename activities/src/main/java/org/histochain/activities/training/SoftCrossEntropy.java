package org.histochain.activities.training;

import ai.djl.ndarray.NDArray;

/**
 * Cross-entropy against soft labels: mean over the batch of -sum_c target_c log softmax(logits)_c.
 */
final class SoftCrossEntropy {
  private SoftCrossEntropy() {}

  /**
   * Computes the loss.
   *
   * @param logits float32 [batch, classes]
   * @param targets float32 [batch, classes], rows summing to 1
   * @return float32 scalar, which the caller closes
   */
  static NDArray loss(NDArray logits, NDArray targets) {
    try (NDArray logarithms = logits.logSoftmax(1);
        NDArray weighted = logarithms.mul(targets);
        NDArray sum = weighted.sum()) {
      return sum.mul(-1f / logits.size(0));
    }
  }
}
