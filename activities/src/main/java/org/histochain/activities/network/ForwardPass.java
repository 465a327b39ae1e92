package org.histochain.activities.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.histochain.activities.network.Architecture.Block;
import org.histochain.activities.network.Architecture.Convolution;
import org.jspecify.annotations.Nullable;

/**
 * Runs a residual network forward and closes every intermediate as soon as it is consumed.
 *
 * @param architecture what follows what
 * @param weights the arrays of {@link Architecture#parameters()}, for the classifier
 * @param layers what the others compute
 */
record ForwardPass(Architecture architecture, List<NDArray> weights, Layers layers) {
  private static final Shape ONES = new Shape(1, 1);
  private static final NDIndex EVERY_SECOND = new NDIndex(":, :, ::2, ::2");

  /** What is computed in one way for training and in another for inference. */
  @FunctionalInterface
  interface Layers {
    /** Returns a convolution of {@code input}, which it does not close, normalised. */
    NDArray convolve(NDArray input, Convolution convolution);

    /** Returns the ReLU of what {@link #convolve} does. */
    default NDArray convolveRelu(NDArray input, Convolution convolution) {
      return relu(convolve(input, convolution));
    }

    /**
     * Returns the ReLU of the sum of {@code sum}, which may change, and what {@link #convolve}
     * does.
     */
    default NDArray convolveOnto(NDArray sum, NDArray input, Convolution convolution) {
      NDArray convolved = convolve(input, convolution);
      return relu(convolved.addi(sum));
    }
  }

  /**
   * Returns the logits, float32 [batch, classes].
   *
   * @param images float32 [batch, height, width, 3], normalised; the caller closes it
   */
  NDArray logits(NDArray images) {
    try (NDArray input = images.transpose(0, 3, 1, 2)) {
      NDArray features = layers.convolveRelu(input, architecture.stem());
      if (architecture.pooled()) {
        features = pool(features);
      }
      for (Block block : architecture.blocks()) {
        features = residual(features, block);
      }
      return classify(features);
    }
  }

  /** Convolves, without normalisation. */
  static NDArray convolve(
      NDArray input, Convolution convolution, NDArray weight, @Nullable NDArray bias) {
    return input
        .getNDArrayInternal()
        .convolution(
            input,
            weight,
            bias,
            square(convolution.stride()),
            square(convolution.padding()),
            ONES,
            1)
        .singletonOrThrow();
  }

  private NDArray residual(NDArray input, Block block) {
    List<Convolution> path = block.path();
    NDArray features = layers.convolveRelu(input, path.getFirst());
    for (Convolution between : path.subList(1, path.size() - 1)) {
      try (NDArray before = features) {
        features = layers.convolveRelu(before, between);
      }
    }
    try (input;
        NDArray last = features;
        NDArray shortcut = shortcut(input, block)) {
      return layers.convolveOnto(shortcut, last, path.getLast());
    }
  }

  /**
   * A 1x1 convolution of stride 2 sees every second pixel alone, so these are taken first: oneDNN's
   * gradient of the strided one writes outside its memory where channels are few (oneDNN issue
   * 6035; seen with libtorch 2.7.1 and 8 channels).
   */
  private NDArray shortcut(NDArray input, Block block) {
    Convolution convolution = block.shortcut();
    if (convolution == null) {
      return input;
    }
    if (block.stride() == 1) {
      return layers.convolve(input, convolution);
    }
    try (NDArray seen = input.get(EVERY_SECOND)) {
      return layers.convolve(seen, convolution);
    }
  }

  private NDArray classify(NDArray features) {
    try (features;
        NDArray pooled = features.getNDArrayInternal().globalAvgPool()) {
      NDArray weight = weights.get(weights.size() - 2);
      return pooled
          .getNDArrayInternal()
          .linear(pooled, weight, weights.getLast())
          .singletonOrThrow();
    }
  }

  private static NDArray relu(NDArray input) {
    try (input) {
      return TorchOperations.relu(input);
    }
  }

  private static NDArray pool(NDArray input) {
    try (input) {
      return input.getNDArrayInternal().maxPool(square(3), square(2), square(1), false);
    }
  }

  private static Shape square(int side) {
    return new Shape(side, side);
  }
}
