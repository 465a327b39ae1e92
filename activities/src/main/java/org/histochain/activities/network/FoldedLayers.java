package org.histochain.activities.network;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.histochain.activities.network.Architecture.Convolution;

/**
 * Convolutions into which their normalisation was folded.
 *
 * @param weights the arrays of {@link Architecture#parameters()}: convolutions and, in place of
 *     each normalisation's beta, a bias
 */
record FoldedLayers(List<NDArray> weights) implements ForwardPass.Layers {
  @Override
  public NDArray convolve(NDArray input, Convolution convolution) {
    return ForwardPass.convolve(input, convolution, weight(convolution), bias(convolution));
  }

  NDArray weight(Convolution convolution) {
    return weights.get(convolution.weight());
  }

  NDArray bias(Convolution convolution) {
    return weights.get(convolution.norm().bias());
  }
}
