package org.histochain.activities.training;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.histochain.activities.checkpoint.Checkpoint;
import org.histochain.activities.network.Network;
import org.histochain.activities.network.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Averages a network's weights and running statistics over its updates, if asked to. The averages
 * are closed with the network, whose manager owns them.
 */
final class WeightAverage {
  private static final String NAME = "average.";

  private final List<MovingAverage> averages;

  private WeightAverage(List<MovingAverage> averages) {
    this.averages = averages;
  }

  /**
   * Starts averaging.
   *
   * @param decay in (0, 1); null: nothing is averaged, and the last weights are kept
   */
  static WeightAverage of(Network network, @Nullable Double decay) {
    if (decay == null) {
      return new WeightAverage(List.of());
    }
    return new WeightAverage(
        Stream.of(network.parameters(), network.buffers())
            .map(array -> new MovingAverage(array, decay))
            .toList());
  }

  /** Takes in the weights after an update. */
  void update() {
    averages.forEach(MovingAverage::update);
  }

  /** Adds the averages to what a checkpoint holds. */
  void save(Map<String, Tensor> tensors) {
    for (int index = 0; index < averages.size(); index++) {
      tensors.put(NAME + index, averages.get(index).save());
    }
  }

  /** Goes on with the averages of a checkpoint. */
  void restore(Checkpoint checkpoint) {
    for (int index = 0; index < averages.size(); index++) {
      averages.get(index).restore(checkpoint, NAME + index);
    }
  }

  /** Gives the network its averages. */
  void finish() {
    averages.forEach(MovingAverage::apply);
  }
}
