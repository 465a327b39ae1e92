package org.histochain.activities.network;

import java.util.List;

/**
 * One array of a network's state.
 *
 * @param name torchvision's name: {@code layer1.0.conv1.weight}
 * @param shape torchvision's shape; convolutions are [out, in, height, width]
 * @param kind what it is, which decides how it starts
 */
public record ParameterSpec(String name, List<Integer> shape, Kind kind) {
  /** What an array is. */
  public enum Kind {
    CONVOLUTION,
    NORM_WEIGHT,
    NORM_BIAS,
    RUNNING_MEAN,
    RUNNING_VARIANCE,
    LINEAR_WEIGHT,
    LINEAR_BIAS
  }

  public ParameterSpec {
    shape = List.copyOf(shape);
  }

  /** Returns the number of elements. */
  public int size() {
    return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
  }
}
