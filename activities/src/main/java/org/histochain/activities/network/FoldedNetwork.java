package org.histochain.activities.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.histochain.activities.network.Architecture.Convolution;
import org.histochain.activities.network.Architecture.Norm;

/**
 * A network for inference on a device: each normalisation, which then is the same affine map for
 * every image, is folded into the convolution before it. Computes what {@link Network} does without
 * training, but for rounding. Not safe for use by several threads at once.
 */
public final class FoldedNetwork implements AutoCloseable {
  private final NDManager manager;
  private final ForwardPass pass;

  /** Copies {@code state} to {@code device}. */
  public FoldedNetwork(NetworkState state, Device device) {
    manager = NDManager.newBaseManager(device, "PyTorch");
    FlatLayout layout = new FlatLayout(state.architecture().parameters());
    List<NDArray> weights = WeightViews.of(layout, manager.create(folded(state, layout)));
    pass = new ForwardPass(state.architecture(), weights, FusedLayers.of(weights, device));
  }

  /** Returns the manager that owns the weights; submanagers of it suit the inputs of a pass. */
  public NDManager manager() {
    return manager;
  }

  /**
   * Runs the network forward.
   *
   * @param images float32 [batch, height, width, 3], normalised; the caller closes it
   * @return float32 [batch, classes], attached to the manager of {@code images}; the caller closes
   *     it
   */
  public NDArray logits(NDArray images) {
    return pass.logits(images);
  }

  @Override
  public void close() {
    manager.close();
  }

  /**
   * Returns the flat weights with w gamma / sqrt(variance + epsilon) in place of each convolution's
   * w and beta - mean gamma / sqrt(variance + epsilon) in place of its normalisation's beta,
   * computed in double precision and rounded once.
   */
  private static float[] folded(NetworkState state, FlatLayout layout) {
    float[] flat = state.parameters().clone();
    FlatLayout statistics = new FlatLayout(state.architecture().buffers());
    state
        .architecture()
        .convolutions()
        .forEach(convolution -> fold(convolution, flat, layout, state.buffers(), statistics));
    return flat;
  }

  private static void fold(
      Convolution convolution,
      float[] flat,
      FlatLayout layout,
      float[] buffers,
      FlatLayout statistics) {
    Norm norm = convolution.norm();
    int outputs = layout.specs().get(norm.bias()).size();
    int inputs = layout.specs().get(convolution.weight()).size() / outputs;
    for (int out = 0; out < outputs; out++) {
      double variance = buffers[statistics.offset(norm.variance()) + out];
      double scale =
          flat[layout.offset(norm.weight()) + out] / Math.sqrt(variance + Network.NORM_EPSILON);
      float mean = buffers[statistics.offset(norm.mean()) + out];
      int bias = layout.offset(norm.bias()) + out;
      flat[bias] = (float) (flat[bias] - mean * scale);
      int first = layout.offset(convolution.weight()) + out * inputs;
      for (int index = first; index < first + inputs; index++) {
        flat[index] = (float) (flat[index] * scale);
      }
    }
  }
}
