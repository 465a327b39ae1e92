package org.histochain.activities.training;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.List;
import org.histochain.activities.checkpoint.Checkpoint;
import org.histochain.activities.network.HostArray;
import org.histochain.activities.network.Tensor;

/** Flat float32 arrays on their way into a checkpoint and back. */
final class SavedArrays {
  private SavedArrays() {}

  /** Copies an array, float32 [n]. */
  static Tensor tensor(NDArray array) {
    return Tensor.floats(List.of(Math.toIntExact(array.size())), HostArray.floats(array));
  }

  /**
   * Gives an array, float32 [n], the values that a checkpoint has for it. Views of the array keep
   * the old ones.
   *
   * @throws IllegalArgumentException if the checkpoint has none of that name and size
   */
  static void fill(NDArray array, Checkpoint checkpoint, String name) {
    array.set(FloatBuffer.wrap(checkpoint.floats(name, array.size())));
  }
}
