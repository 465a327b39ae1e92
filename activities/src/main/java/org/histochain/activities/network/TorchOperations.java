package org.histochain.activities.network;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.IValue;

/** Operations of the numeric library that DJL has no call for. */
public final class TorchOperations {
  private static final ScriptModule MODULE = ScriptModule.load("operations.pt");

  private TorchOperations() {}

  /** Sets what is below 0 to 0, in place; gradients flow through. */
  static NDArray relu(NDArray features) {
    return MODULE.forward(features);
  }

  /**
   * Applies one update of PyTorch's fused AdamW, in place: b1 = 0.9, b2 = 0.999, epsilon = 1e-8.
   *
   * @param weights float32 [n]
   * @param gradient float32 [n]
   * @param mean first moment, float32 [n]
   * @param variance second moment, float32 [n]
   * @param update its number, from 1
   * @param rate learning rate
   * @param weightDecay decoupled decay, at least 0
   */
  public static void adamW(
      NDArray weights,
      NDArray gradient,
      NDArray mean,
      NDArray variance,
      long update,
      double rate,
      double weightDecay) {
    MODULE.run(
        "adamw",
        ScriptModule.list(weights),
        ScriptModule.list(gradient),
        ScriptModule.list(mean),
        ScriptModule.list(variance),
        IValue.from(update),
        IValue.from(rate),
        IValue.from(weightDecay));
  }
}
