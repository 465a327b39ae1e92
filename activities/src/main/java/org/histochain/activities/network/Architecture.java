package org.histochain.activities.network;

import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.network.ParameterSpec.Kind;
import org.histochain.workflows.contract.NetworkSpec;
import org.jspecify.annotations.Nullable;

/**
 * A residual network of basic blocks (He et al., "Deep residual learning for image recognition",
 * CVPR 2016): which arrays it has, under torchvision's names, and how its layers refer to them.
 */
public final class Architecture {
  /** Indices into {@link #parameters()} and {@link #buffers()}. */
  record Norm(int weight, int bias, int mean, int variance) {}

  /** A convolution without bias, square, with the normalisation that follows it. */
  record Convolution(int weight, int stride, int padding, Norm norm) {}

  /**
   * Two 3x3 convolutions around which the input is added: as it is, or every second pixel of it
   * through a 1x1 convolution.
   */
  record Block(Convolution first, Convolution second, @Nullable Convolution downsample) {}

  private final List<ParameterSpec> parameters = new ArrayList<>();
  private final List<ParameterSpec> buffers = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private final Convolution stem;
  private final boolean pooled;

  /**
   * Lays out a network.
   *
   * @param spec name, width and stem; the stem is no longer {@code auto}
   * @param classes number of outputs, at least 1
   * @throws IllegalArgumentException if the name or stem is not known
   */
  public Architecture(NetworkSpec spec, int classes) {
    int depth =
        switch (spec.name()) {
          case "resnet10" -> 1;
          case "resnet18" -> 2;
          default ->
              throw new IllegalArgumentException(
                  "network.name is " + spec.name() + ": it must be resnet10 or resnet18");
        };
    stem =
        switch (spec.stem()) {
          case "small" -> convolution("conv1", "bn1", 3, spec.width(), 3, 1);
          case "medium" -> convolution("conv1", "bn1", 3, spec.width(), 3, 2);
          case "imagenet" -> convolution("conv1", "bn1", 3, spec.width(), 7, 2);
          default ->
              throw new IllegalArgumentException(
                  "network.stem is " + spec.stem() + ": it must be small, medium or imagenet");
        };
    pooled = spec.stem().equals("imagenet");
    int channels = spec.width();
    for (int stage = 1; stage <= 4; stage++) {
      int width = spec.width() << (stage - 1);
      for (int index = 0; index < depth; index++) {
        int stride = stage > 1 && index == 0 ? 2 : 1;
        blocks.add(block("layer" + stage + "." + index, channels, width, stride));
        channels = width;
      }
    }
    parameters.add(new ParameterSpec("fc.weight", List.of(classes, channels), Kind.LINEAR_WEIGHT));
    parameters.add(new ParameterSpec("fc.bias", List.of(classes), Kind.LINEAR_BIAS));
  }

  /** Returns what training learns, in forward order; the classifier's weight and bias come last. */
  public List<ParameterSpec> parameters() {
    return List.copyOf(parameters);
  }

  /**
   * Returns the running statistics of the normalisations, in forward order: mean and variance in
   * turn.
   */
  public List<ParameterSpec> buffers() {
    return List.copyOf(buffers);
  }

  Convolution stem() {
    return stem;
  }

  boolean pooled() {
    return pooled;
  }

  List<Block> blocks() {
    return blocks;
  }

  private Block block(String name, int in, int out, int stride) {
    Convolution first = convolution(name + ".conv1", name + ".bn1", in, out, 3, stride);
    Convolution second = convolution(name + ".conv2", name + ".bn2", out, out, 3, 1);
    Convolution downsample =
        stride == 1
            ? null
            : convolution(name + ".downsample.0", name + ".downsample.1", in, out, 1, 1);
    return new Block(first, second, downsample);
  }

  private Convolution convolution(
      String name, String normName, int in, int out, int side, int stride) {
    int weight = add(parameters, name + ".weight", List.of(out, in, side, side), Kind.CONVOLUTION);
    List<Integer> channels = List.of(out);
    Norm norm =
        new Norm(
            add(parameters, normName + ".weight", channels, Kind.NORM_WEIGHT),
            add(parameters, normName + ".bias", channels, Kind.NORM_BIAS),
            add(buffers, normName + ".running_mean", channels, Kind.RUNNING_MEAN),
            add(buffers, normName + ".running_var", channels, Kind.RUNNING_VARIANCE));
    return new Convolution(weight, stride, side / 2, norm);
  }

  private static int add(
      List<ParameterSpec> list, String name, List<Integer> shape, ParameterSpec.Kind kind) {
    list.add(new ParameterSpec(name, shape, kind));
    return list.size() - 1;
  }
}
