package org.histochain.activities.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.histochain.activities.network.Architecture.Convolution;
import org.histochain.activities.network.Architecture.Norm;

/**
 * A network on a device. Weights and running statistics are one flat float32 array each; a forward
 * pass works on views of them and closes every intermediate as soon as it is consumed. Not safe for
 * use by several threads at once.
 */
public final class Network implements AutoCloseable {
  private static final float NORM_MOMENTUM = 0.9f; // DJL's convention: one minus PyTorch's 0.1
  static final float NORM_EPSILON = 1e-5f;

  private final Architecture architecture;
  private final FlatLayout layout;
  private final NDManager manager;
  private final NDArray parameters;
  private final NDArray buffers;
  private final long[] bufferCuts;
  private final List<NDArray> bufferViews;
  private final long startUpdates;

  /** Copies {@code state} to {@code device}. */
  public Network(NetworkState state, Device device) {
    architecture = state.architecture();
    layout = new FlatLayout(architecture.parameters());
    manager = NDManager.newBaseManager(device, "PyTorch");
    parameters = manager.create(state.parameters());
    buffers = manager.create(state.buffers());
    bufferCuts = new FlatLayout(architecture.buffers()).cuts();
    bufferViews = buffers.split(bufferCuts, 0);
    startUpdates = state.updates();
  }

  /**
   * Returns the manager that owns the network's arrays; submanagers of it suit the inputs of a
   * pass.
   */
  public NDManager manager() {
    return manager;
  }

  /** Returns the flat weights, float32 [parameters]; closed with this network. */
  public NDArray parameters() {
    return parameters;
  }

  /** Returns the flat running statistics, float32 [buffers]; closed with this network. */
  public NDArray buffers() {
    return buffers;
  }

  /**
   * Runs the network forward.
   *
   * @param images float32 [batch, height, width, 3], normalised; the caller closes it
   * @param weights flat weights, float32 [parameters]: {@link #parameters()} or a leaf that
   *     collects their gradient
   * @param training whether normalisation uses the batch's statistics and updates the running ones;
   *     gradients flow either way
   * @return float32 [batch, classes], attached to the manager of {@code images}; the caller closes
   *     it
   */
  public NDArray logits(NDArray images, NDArray weights, boolean training) {
    List<NDArray> views = WeightViews.of(layout, weights);
    Layers layers = new Layers(views, bufferViews, training);
    try {
      return new ForwardPass(architecture, views, layers).logits(images);
    } finally {
      views.forEach(NDArray::close);
    }
  }

  /**
   * Runs the network forward as in training, on its own weights and without a gradient, but leaves
   * the running statistics as they are.
   *
   * @param images float32 [batch, height, width, 3], normalised; the caller closes it
   * @return float32 [batch, classes], attached to the manager of {@code images}; the caller closes
   *     it
   */
  public NDArray logitsAside(NDArray images) {
    List<NDArray> views = WeightViews.of(layout, parameters);
    try (NDArray copy = buffers.duplicate()) {
      List<NDArray> statistics = copy.split(bufferCuts, 0);
      try {
        Layers layers = new Layers(views, statistics, true);
        return new ForwardPass(architecture, views, layers).logits(images);
      } finally {
        statistics.forEach(NDArray::close);
      }
    } finally {
      views.forEach(NDArray::close);
    }
  }

  /**
   * Copies weights and statistics back to the heap, after {@code updates} more optimizer updates.
   */
  public NetworkState state(long updates) {
    return new NetworkState(
        architecture,
        HostArray.floats(parameters),
        HostArray.floats(buffers),
        startUpdates + updates);
  }

  @Override
  public void close() {
    manager.close();
  }

  /** Layers as training sees them: each normalisation on its own, weights in views of one array. */
  private record Layers(List<NDArray> weights, List<NDArray> statistics, boolean training)
      implements ForwardPass.Layers {
    @Override
    public NDArray convolve(NDArray input, Convolution convolution) {
      Norm norm = convolution.norm();
      try (NDArray convolved =
          ForwardPass.convolve(input, convolution, weights.get(convolution.weight()), null)) {
        return convolved
            .getNDArrayInternal()
            .batchNorm(
                convolved,
                statistics.get(norm.mean()),
                statistics.get(norm.variance()),
                weights.get(norm.weight()),
                weights.get(norm.bias()),
                -1,
                NORM_MOMENTUM,
                NORM_EPSILON,
                training)
            .singletonOrThrow();
      }
    }
  }
}
