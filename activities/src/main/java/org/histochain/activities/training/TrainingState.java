package org.histochain.activities.training;

import ai.djl.ndarray.NDArray;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.checkpoint.Checkpoint;
import org.histochain.activities.network.HostArray;
import org.histochain.activities.network.Network;
import org.histochain.activities.network.NetworkState;
import org.histochain.activities.network.Tensor;

/**
 * Everything that changes from update to update: weights and running statistics, their averages,
 * the optimizer's moments, the counts. What is drawn at random is a function of the update alone,
 * so training goes on from here to the same bits.
 */
record TrainingState(
    Network network, AdamW optimizer, WeightAverage average, TrainingProgress progress) {
  private static final String PARAMETERS = "network.parameters";
  private static final String BUFFERS = "network.buffers";

  /** Returns about how large a checkpoint of a network is: weights and both moments, in bytes. */
  static long bytes(NetworkState network) {
    return 3L * Float.BYTES * network.parameters().length;
  }

  /** Copies the state after {@code update} updates. */
  Checkpoint checkpoint(long update) {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    tensors.put(PARAMETERS, SavedArrays.tensor(network.parameters()));
    tensors.put(BUFFERS, SavedArrays.tensor(network.buffers()));
    optimizer.save(tensors);
    average.save(tensors);
    progress.save(tensors);
    return new Checkpoint(update, tensors);
  }

  /** Returns the weights and statistics that a checkpoint holds, for a network to begin with. */
  static NetworkState network(NetworkState start, Checkpoint checkpoint) {
    return new NetworkState(
        start.architecture(),
        checkpoint.floats(PARAMETERS, start.parameters().length),
        checkpoint.floats(BUFFERS, start.buffers().length),
        start.updates());
  }

  /** Becomes the state that a checkpoint holds; the network began with it. */
  void restore(Checkpoint checkpoint) {
    optimizer.restore(checkpoint);
    average.restore(checkpoint);
    progress.restore(checkpoint);
  }

  /** Whether the weights are numbers still; where they are not, the next loss is none either. */
  boolean isFinite() {
    try (NDArray norm = network.parameters().norm()) {
      return Float.isFinite(HostArray.floats(norm)[0]);
    }
  }
}
