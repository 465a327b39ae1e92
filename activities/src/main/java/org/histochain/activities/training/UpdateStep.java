package org.histochain.activities.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.histochain.activities.network.Network;
import org.histochain.workflows.contract.TrainingSpec;

/** One optimizer update: forward, loss, backward, clipping, AdamW. */
record UpdateStep(Network network, AdamW optimizer, TrainingSpec training) {
  /**
   * Updates the network's weights, and its running statistics unless they are frozen.
   *
   * @return the batch's mean loss before the update
   */
  float update(Batch batch, double rate) {
    boolean frozen = training.batchNorm() != null;
    try (NDManager scope = network.manager().newSubManager()) {
      Shape imageShape = new Shape(batch.rows(), batch.side(), batch.side(), 3);
      NDArray images = scope.create(batch.pixels(), imageShape, DataType.FLOAT32);
      Shape targetShape = new Shape(batch.rows(), batch.classes());
      NDArray targets = scope.create(batch.targets(), targetShape, DataType.FLOAT32);
      NDArray leaf = network.parameters().stopGradient();
      leaf.attach(scope);
      float value;
      try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        leaf.setRequiresGradient(true);
        try (NDArray logits = network.logits(images, leaf, !frozen);
            NDArray loss = SoftCrossEntropy.loss(logits, targets)) {
          collector.backward(loss);
          value = loss.getFloat();
        }
      }
      try (NDArray gradient = leaf.getGradient()) {
        Double clip = training.clip();
        if (clip != null) {
          GradientClip.apply(gradient, clip);
        }
        optimizer.update(gradient, rate);
      }
      return value;
    }
  }
}
