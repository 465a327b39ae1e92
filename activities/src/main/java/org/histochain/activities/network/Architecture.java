package org.histochain.activities.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.histochain.activities.network.ParameterSpec.Kind;
import org.histochain.workflows.contract.NetworkSpec;
import org.jspecify.annotations.Nullable;

/**
 * A residual network (He et al., "Deep residual learning for image recognition", CVPR 2016): which
 * arrays it has, under torchvision's names, and how its layers refer to them. ResNet-50 halves in
 * the 3x3 convolution of its bottlenecks, as torchvision's does.
 */
public final class Architecture {
  /** Indices into {@link #parameters()} and {@link #buffers()}. */
  record Norm(int weight, int bias, int mean, int variance) {}

  /** A convolution without bias, square, with the normalisation that follows it. */
  record Convolution(int weight, int stride, int padding, Norm norm) {}

  /**
   * Convolutions around which the input is added: as it is, or through a 1x1 convolution.
   *
   * @param path two 3x3 convolutions, or a 3x3 one between two of 1x1
   * @param shortcut the 1x1 convolution; null: none
   * @param stride the shortcut sees every pixel (1) or every second one (2)
   */
  record Block(List<Convolution> path, @Nullable Convolution shortcut, int stride) {}

  private static final int EXPANSION = 4;

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
    List<Integer> depths = depths(spec.name());
    boolean bottleneck = spec.name().equals("resnet50");
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
      for (int index = 0; index < depths.get(stage - 1); index++) {
        String name = "layer" + stage + "." + index;
        int stride = stage > 1 && index == 0 ? 2 : 1;
        blocks.add(
            bottleneck
                ? bottleneck(name, channels, width, stride)
                : basic(name, channels, width, stride));
        channels = bottleneck ? EXPANSION * width : width;
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

  /** Returns all arrays: what training learns, then the running statistics. */
  List<ParameterSpec> arrays() {
    return Stream.concat(parameters.stream(), buffers.stream()).toList();
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

  /** Returns all convolutions, those of shortcuts included. */
  Stream<Convolution> convolutions() {
    Stream<Convolution> inBlocks =
        blocks.stream()
            .flatMap(
                block -> Stream.concat(block.path().stream(), Stream.ofNullable(block.shortcut())));
    return Stream.concat(Stream.of(stem), inBlocks);
  }

  private static List<Integer> depths(String name) {
    return switch (name) {
      case "resnet10" -> List.of(1, 1, 1, 1);
      case "resnet18" -> List.of(2, 2, 2, 2);
      case "resnet34", "resnet50" -> List.of(3, 4, 6, 3);
      default ->
          throw new IllegalArgumentException(
              "network.name is " + name + ": it must be resnet10, resnet18, resnet34 or resnet50");
    };
  }

  private Block basic(String name, int in, int out, int stride) {
    List<Convolution> path =
        List.of(
            convolution(name + ".conv1", name + ".bn1", in, out, 3, stride),
            convolution(name + ".conv2", name + ".bn2", out, out, 3, 1));
    return new Block(path, shortcut(name, in, out, stride), stride);
  }

  private Block bottleneck(String name, int in, int width, int stride) {
    int out = EXPANSION * width;
    List<Convolution> path =
        List.of(
            convolution(name + ".conv1", name + ".bn1", in, width, 1, 1),
            convolution(name + ".conv2", name + ".bn2", width, width, 3, stride),
            convolution(name + ".conv3", name + ".bn3", width, out, 1, 1));
    return new Block(path, shortcut(name, in, out, stride), stride);
  }

  private @Nullable Convolution shortcut(String name, int in, int out, int stride) {
    return stride == 1 && in == out
        ? null
        : convolution(name + ".downsample.0", name + ".downsample.1", in, out, 1, 1);
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
