package org.histochain.activities.network;

import static java.util.Objects.requireNonNull;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.histochain.activities.network.Architecture.Block;
import org.histochain.activities.network.Architecture.Convolution;
import org.histochain.activities.network.Architecture.Norm;

/**
 * A network for inference on a device: each normalisation, which then is the same affine map for
 * every image, is folded into the convolution before it. Computes what {@link Network} does without
 * training, but for rounding. Not safe for use by several threads at once.
 */
public final class FoldedNetwork implements AutoCloseable {
  private record Folded(NDArray weight, NDArray bias) {}

  private final NDManager manager;
  private final ForwardPass pass;

  /** Copies {@code state} to {@code device}. */
  public FoldedNetwork(NetworkState state, Device device) {
    manager = NDManager.newBaseManager(device, "PyTorch");
    Architecture architecture = state.architecture();
    Folding folding = new Folding(state);
    Map<Integer, Folded> convolutions = new HashMap<>();
    convolutions(architecture)
        .forEach(
            convolution ->
                convolutions.put(convolution.weight(), folding.fold(convolution, manager)));
    List<ParameterSpec> specs = architecture.parameters();
    NDArray weight = folding.array(specs.size() - 2, manager);
    NDArray bias = folding.array(specs.size() - 1, manager);
    pass = new ForwardPass(architecture, new Layers(convolutions, weight, bias));
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

  private static Stream<Convolution> convolutions(Architecture architecture) {
    return Stream.concat(
        Stream.of(architecture.stem()),
        architecture.blocks().stream().flatMap(FoldedNetwork::convolutions));
  }

  private static Stream<Convolution> convolutions(Block block) {
    return Stream.concat(block.path().stream(), Stream.ofNullable(block.shortcut()));
  }

  private record Layers(Map<Integer, Folded> convolutions, NDArray weight, NDArray bias)
      implements ForwardPass.Layers {
    @Override
    public NDArray convolve(NDArray input, Convolution convolution) {
      Folded folded = requireNonNull(convolutions.get(convolution.weight()), "not of this network");
      return ForwardPass.convolve(input, convolution, folded.weight(), folded.bias());
    }

    @Override
    public NDArray add(NDArray features, NDArray shortcut) {
      return features.addi(shortcut);
    }

    @Override
    public NDArray classify(NDArray features) {
      return features.getNDArrayInternal().linear(features, weight, bias).singletonOrThrow();
    }
  }

  /** Folds in double precision, so that a weight is rounded once. */
  private static final class Folding {
    private final NetworkState state;
    private final FlatLayout parameters;
    private final FlatLayout buffers;

    Folding(NetworkState state) {
      this.state = state;
      parameters = new FlatLayout(state.architecture().parameters());
      buffers = new FlatLayout(state.architecture().buffers());
    }

    /** Returns w gamma / sqrt(variance + epsilon), and beta - mean gamma / sqrt(...). */
    Folded fold(Convolution convolution, NDManager manager) {
      Norm norm = convolution.norm();
      float[] gamma = parameters.get(norm.weight(), state.parameters());
      float[] beta = parameters.get(norm.bias(), state.parameters());
      float[] mean = buffers.get(norm.mean(), state.buffers());
      float[] variance = buffers.get(norm.variance(), state.buffers());
      List<Integer> shape = parameters.specs().get(convolution.weight()).shape();
      float[] weight = parameters.stored(convolution.weight(), state.parameters());
      float[] bias = new float[gamma.length];
      int inputs = weight.length / bias.length;
      for (int out = 0; out < bias.length; out++) {
        double scale = gamma[out] / Math.sqrt((double) variance[out] + Network.NORM_EPSILON);
        bias[out] = (float) (beta[out] - mean[out] * scale);
        for (int index = out * inputs; index < (out + 1) * inputs; index++) {
          weight[index] = (float) (weight[index] * scale);
        }
      }
      Shape stored = new Shape(shape.get(0), shape.get(2), shape.get(3), shape.get(1));
      return new Folded(manager.create(weight, stored).transpose(0, 3, 1, 2), manager.create(bias));
    }

    /** Copies a parameter in its own shape. */
    NDArray array(int index, NDManager manager) {
      List<Integer> shape = parameters.specs().get(index).shape();
      return manager.create(
          parameters.get(index, state.parameters()),
          new Shape(shape.stream().mapToLong(Integer::longValue).toArray()));
    }
  }
}
