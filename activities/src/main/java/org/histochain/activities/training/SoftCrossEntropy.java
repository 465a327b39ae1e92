package org.histochain.activities.training;

import ai.djl.ndarray.NDArray;

/**
 * Cross-entropy against soft labels: mean over the batch of -sum_c target_c log softmax(logits)_c.
 * Without a factor from Java: DJL hands over a number as memory that the garbage collector may free
 * before the backward pass reads it.
 */
final class SoftCrossEntropy {
  private static final int[] CLASSES = {1};

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
        NDArray sums = weighted.sum(CLASSES);
        NDArray mean = sums.mean()) {
      return mean.neg();
    }
  }
}
