package org.histochain.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class MovingAverageTest {
  @Test
  void theFirstUpdateCopiesAndLaterOnesDecay() {
    try (NDManager manager = NDManager.newBaseManager();
        NDArray value = manager.create(new float[] {1, -2});
        MovingAverage average = new MovingAverage(value, 0.9)) {
      average.update();
      value.addi(2); // 3, 0
      average.update(); // 0.9 * 1 + 0.1 * 3, 0.9 * -2 + 0.1 * 0
      value.muli(2); // 6, 0
      average.update(); // 0.9 * 1.2 + 0.1 * 6, 0.9 * -1.8
      average.apply();
      assertThat(value.toFloatArray())
          .containsExactly(new float[] {1.68f, -1.62f}, Offset.offset(1e-6f));
    }
  }
}
