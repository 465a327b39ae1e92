package org.histochain.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class GradientClipTest {
  @Test
  void aLongGradientIsScaledAsAWholeWhateverItsSigns() {
    assertThat(clipped(1, -3, 4)).containsExactly(new float[] {-0.6f, 0.8f}, Offset.offset(1e-6f));
    assertThat(clipped(1, -10)).containsExactly(new float[] {-1}, Offset.offset(1e-6f));
  }

  @Test
  void aShortGradientIsLeft() {
    assertThat(clipped(5.1, -3, 4)).containsExactly(-3, 4);
  }

  @Test
  void noGradientStaysNone() {
    assertThat(clipped(1, 0, 0)).containsExactly(0, 0);
  }

  private static float[] clipped(double largest, float... values) {
    try (NDManager manager = NDManager.newBaseManager();
        NDArray gradient = manager.create(values)) {
      GradientClip.apply(gradient, largest);
      return gradient.toFloatArray();
    }
  }
}
