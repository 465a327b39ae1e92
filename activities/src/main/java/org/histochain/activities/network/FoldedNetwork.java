package org.histochain.activities.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;

/**
 * A network for inference on a device: each normalisation, which then is the same affine map for
 * every image, is folded into the convolution before it. Computes what {@link Network} does without
 * training, but for rounding. Not safe for use by several threads at once.
 */
public final class FoldedNetwork implements AutoCloseable {
  private final FoldedWeights folded;
  private final NDManager manager;
  private final ForwardPass pass;

  private FoldedNetwork(Architecture architecture, FoldedWeights folded, Device device) {
    this.folded = folded;
    manager = NDManager.newBaseManager(device, "PyTorch");
    FlatLayout layout = new FlatLayout(architecture.parameters());
    NDArray flat =
        manager.create(folded.flat().asByteBuffer(), new Shape(layout.size()), DataType.FLOAT32);
    List<NDArray> weights = WeightViews.of(layout, flat);
    pass = new ForwardPass(architecture, weights, FusedLayers.of(weights, device));
  }

  /**
   * Copies a network to {@code device}.
   *
   * @param tensors by torchvision's names and in its shapes
   * @throws IllegalArgumentException if a tensor is missing, has another shape, or is not the
   *     network's, naming it
   */
  public static FoldedNetwork of(
      Architecture architecture, Map<String, Tensor> tensors, Device device) {
    return new FoldedNetwork(architecture, FoldedWeights.of(architecture, tensors), device);
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
    folded.close();
  }
}
