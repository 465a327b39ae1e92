package org.histochain.activities.checkpoint;

import java.util.TreeMap;
import org.histochain.activities.network.Tensor;

/** Checkpoints that differ by their update alone. */
final class Checkpoints {
  static final String KEY = "c".repeat(64);
  static final String ROOT = "checkpoints/" + KEY + "/";

  private Checkpoints() {}

  static Checkpoint at(long update) {
    TreeMap<String, Tensor> tensors = new TreeMap<>();
    tensors.put("value", Tensor.scalar(update));
    return new Checkpoint(update, tensors);
  }
}
