package org.histochain.activities.training;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.histochain.activities.checkpoint.Checkpoint;
import org.histochain.activities.network.Tensor;
import org.histochain.activities.network.TorchOperations;

/**
 * AdamW (Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019) with PyTorch's
 * arithmetic, on one flat array:
 *
 * <pre>
 * w -= rate * decay * w
 * m  = b1 m + (1 - b1) g        v = b2 v + (1 - b2) g^2        b1 = 0.9, b2 = 0.999
 * w -= rate / (1 - b1^t) * m / (sqrt(v) / sqrt(1 - b2^t) + 1e-8)
 * </pre>
 */
final class AdamW implements AutoCloseable {
  private static final String MEAN = "optimizer.mean";
  private static final String VARIANCE = "optimizer.variance";

  private final NDArray weights;
  private final NDArray mean;
  private final NDArray variance;
  private final double weightDecay;
  private long updates;

  /**
   * Starts with moments of zero.
   *
   * @param weights float32 [n], updated in place; stays the caller's
   * @param weightDecay decoupled decay, at least 0
   */
  AdamW(NDArray weights, double weightDecay) {
    this.weights = weights;
    this.weightDecay = weightDecay;
    mean = weights.zerosLike();
    variance = weights.zerosLike();
  }

  /** Applies one update with {@code gradient}, float32 [n], at learning rate {@code rate}. */
  void update(NDArray gradient, double rate) {
    updates++;
    TorchOperations.adamW(weights, gradient, mean, variance, updates, rate, weightDecay);
  }

  /** Adds the moments to what a checkpoint holds. */
  void save(Map<String, Tensor> tensors) {
    tensors.put(MEAN, SavedArrays.tensor(mean));
    tensors.put(VARIANCE, SavedArrays.tensor(variance));
  }

  /** Goes on with the moments of a checkpoint. */
  void restore(Checkpoint checkpoint) {
    SavedArrays.fill(mean, checkpoint, MEAN);
    SavedArrays.fill(variance, checkpoint, VARIANCE);
    updates = checkpoint.update();
  }

  @Override
  public void close() {
    mean.close();
    variance.close();
  }
}
