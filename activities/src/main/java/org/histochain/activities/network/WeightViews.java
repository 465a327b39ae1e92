package org.histochain.activities.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/** The arrays of a network as views of one flat array. */
final class WeightViews {
  private WeightViews() {}

  /**
   * Cuts a flat array up.
   *
   * @param layout where each array lies
   * @param flat float32 [{@link FlatLayout#size()}]
   * @return the arrays in their order, shaped as PyTorch has them; the caller closes them
   */
  static List<NDArray> of(FlatLayout layout, NDArray flat) {
    List<NDArray> views = new ArrayList<>();
    NDList parts = flat.split(layout.cuts(), 0);
    for (int index = 0; index < parts.size(); index++) {
      views.add(view(parts.get(index), layout.specs().get(index)));
    }
    return views;
  }

  private static NDArray view(NDArray part, ParameterSpec spec) {
    List<Integer> shape = spec.shape();
    return switch (spec.kind()) {
      case CONVOLUTION -> {
        Shape stored = new Shape(shape.get(0), shape.get(2), shape.get(3), shape.get(1));
        try (part;
            NDArray reshaped = part.reshape(stored)) {
          yield reshaped.transpose(0, 3, 1, 2);
        }
      }
      case LINEAR_WEIGHT -> {
        try (part) {
          yield part.reshape(new Shape(shape.get(0), shape.get(1)));
        }
      }
      case NORM_WEIGHT, NORM_BIAS, RUNNING_MEAN, RUNNING_VARIANCE, LINEAR_BIAS -> part;
    };
  }
}
