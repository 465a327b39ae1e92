package org.histochain.activities.training;

import ai.djl.ndarray.NDArray;
import org.histochain.activities.checkpoint.Checkpoint;
import org.histochain.activities.network.Tensor;

/**
 * Exponential moving average of an array, as PyTorch's {@code AveragedModel} keeps it: the first
 * update copies, each later one makes it decay x average + (1 - decay) x value.
 */
final class MovingAverage implements AutoCloseable {
  private final NDArray value;
  private final NDArray average;
  private final double decay;
  private boolean begun;

  /**
   * @param value float32 [n]; stays the caller's
   * @param decay in (0, 1)
   */
  MovingAverage(NDArray value, double decay) {
    this.value = value;
    this.decay = decay;
    average = value.zerosLike();
  }

  /** Takes in the value as it is now. */
  void update() {
    if (begun) {
      average.muli(decay);
      try (NDArray part = value.mul(1 - decay)) {
        average.addi(part);
      }
    } else {
      average.addi(value);
      begun = true;
    }
  }

  /** Makes the value the average. */
  void apply() {
    average.copyTo(value);
  }

  /** Returns a copy of the average, for a checkpoint. */
  Tensor save() {
    return SavedArrays.tensor(average);
  }

  /** Goes on with the average that a checkpoint has under {@code name}. */
  void restore(Checkpoint checkpoint, String name) {
    SavedArrays.fill(average, checkpoint, name);
    begun = true;
  }

  @Override
  public void close() {
    average.close();
  }
}
