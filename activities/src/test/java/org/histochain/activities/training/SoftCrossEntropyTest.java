package org.histochain.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.network.TorchRuntime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SoftCrossEntropyTest {
  private static final float[] LOGITS = {1, 2, 3, 0, 0, 0};
  private static final float[] TARGETS = {0.2f, 0.3f, 0.5f, 1, 0, 0};
  private static final Shape SHAPE = new Shape(2, 3);

  @BeforeEach
  void useOneThread() {
    TorchRuntime.useThreads(1);
  }

  @Test
  void isTheMeanOverTheBatch() {
    try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      float loss =
          SoftCrossEntropy.loss(scope.create(LOGITS, SHAPE), scope.create(TARGETS, SHAPE))
              .getFloat();

      double first = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3)) - (0.2 + 0.6 + 1.5);
      assertThat((double) loss).isCloseTo((first + Math.log(3)) / 2, within(1e-6));
    }
  }

  /** A factor that the engine keeps for the backward pass must not lie in Java's memory. */
  @Test
  void theGradientOutlivesAGarbageCollection() throws InterruptedException {
    double sum = Math.exp(1) + Math.exp(2) + Math.exp(3);
    double[] expected = {
      (Math.exp(1) / sum - 0.2) / 2,
      (Math.exp(2) / sum - 0.3) / 2,
      (Math.exp(3) / sum - 0.5) / 2,
      (1 / 3.0 - 1) / 2,
      1 / 6.0,
      1 / 6.0
    };
    for (int round = 0; round < 20; round++) {
      float[] gradient = gradientAcrossACollection();
      for (int index = 0; index < expected.length; index++) {
        assertThat((double) gradient[index]).isCloseTo(expected[index], within(1e-6));
      }
    }
  }

  private static float[] gradientAcrossACollection() throws InterruptedException {
    try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        NDArray logits = scope.create(LOGITS, SHAPE);
        NDArray targets = scope.create(TARGETS, SHAPE);
        GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      logits.setRequiresGradient(true);
      NDArray loss = SoftCrossEntropy.loss(logits, targets);
      collect();
      collector.backward(loss);
      return logits.getGradient().toFloatArray();
    }
  }

  /**
   * Frees what nobody holds, and writes over it. The memory is freed on another thread, which the
   * pause lets run: it decides how sharp the test is, not whether it is right.
   */
  private static void collect() throws InterruptedException {
    System.gc();
    Thread.sleep(20);
    List<ByteBuffer> small = new ArrayList<>();
    for (int index = 0; index < 2000; index++) {
      small.add(ByteBuffer.allocateDirect(4).putInt(0, Float.floatToIntBits(1000)));
    }
  }
}
