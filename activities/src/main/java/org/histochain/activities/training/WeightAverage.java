package org.histochain.activities.training;

import java.util.List;
import java.util.stream.Stream;
import org.histochain.activities.network.Network;
import org.jspecify.annotations.Nullable;

/**
 * Averages a network's weights and running statistics over its updates, if asked to. The averages
 * are closed with the network, whose manager owns them.
 */
final class WeightAverage {
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

  /** Gives the network its averages. */
  void finish() {
    averages.forEach(MovingAverage::apply);
  }
}
