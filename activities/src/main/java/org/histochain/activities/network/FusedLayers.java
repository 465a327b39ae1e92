package org.histochain.activities.network;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import java.util.stream.Stream;
import org.histochain.activities.network.Architecture.Convolution;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folded convolutions by oneDNN, which applies the sum and the ReLU that follow before it writes.
 * Computes what {@link FoldedLayers} does, to the bit.
 *
 * @param module {@code fused.pt}
 * @param folded the same layers, one operation at a time
 */
record FusedLayers(ScriptModule module, FoldedLayers folded) implements ForwardPass.Layers {
  private static final Logger LOG = LoggerFactory.getLogger(FusedLayers.class);
  private static final @Nullable ScriptModule MODULE = load();

  /** Returns layers for arrays on {@code device}: fused ones, if the engine has them there. */
  static ForwardPass.Layers of(List<NDArray> weights, Device device) {
    FoldedLayers folded = new FoldedLayers(weights);
    return MODULE == null || device.isGpu() ? folded : new FusedLayers(MODULE, folded);
  }

  private static @Nullable ScriptModule load() {
    try {
      return ScriptModule.load("fused.pt");
    } catch (EngineException e) {
      LOG.info("This engine has no fused convolutions: {}", e.getMessage());
      return null;
    }
  }

  @Override
  public NDArray convolve(NDArray input, Convolution convolution) {
    return folded.convolve(input, convolution);
  }

  @Override
  public NDArray convolveRelu(NDArray input, Convolution convolution) {
    return compute("forward", List.of(input), convolution);
  }

  @Override
  public NDArray convolveOnto(NDArray sum, NDArray input, Convolution convolution) {
    return compute("onto", List.of(sum, input), convolution);
  }

  private NDArray compute(String method, List<NDArray> features, Convolution convolution) {
    Stream<NDArray> weights = Stream.of(folded.weight(convolution), folded.bias(convolution));
    Stream<IValue> arrays = Stream.concat(features.stream(), weights).map(ScriptModule::value);
    Stream<IValue> numbers =
        Stream.of(IValue.from(convolution.stride()), IValue.from(convolution.padding()));
    return module.compute(
        method,
        features.getLast().getManager(),
        Stream.concat(arrays, numbers).toArray(IValue[]::new));
  }
}
