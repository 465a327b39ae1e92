package org.histochain.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TargetShapingTest {
  private static final Offset<Float> ROUNDING = Offset.offset(1e-7f);

  @Test
  void withoutOptionsTheRowsAreTheSameRows() {
    float[][] rows = {{0.6f, 0.4f}};
    assertThat(TargetShaping.of(rows, TrainingSpecs.shaping(null, null))).isSameAs(rows);
  }

  @Test
  void aTemperatureOfOneHalfSquaresAndRenormalises() {
    float[] shaped = shaped(new float[] {0.6f, 0.3f, 0.1f}, null, 0.5);
    assertThat(shaped)
        .containsExactly(new float[] {0.36f / 0.46f, 0.09f / 0.46f, 0.01f / 0.46f}, ROUNDING);
  }

  @Test
  void aTemperatureOfTwoTakesRoots() {
    float[] shaped = shaped(new float[] {0.64f, 0.36f}, null, 2.0);
    assertThat(shaped).containsExactly(new float[] {0.8f / 1.4f, 0.6f / 1.4f}, ROUNDING);
  }

  @Test
  void aVeryLowTemperatureIsTheMostProbableClass() {
    assertThat(shaped(new float[] {0.2f, 0.5f, 0.3f}, null, 1e-4)).containsExactly(0, 1, 0);
  }

  @Test
  void smoothingSpreadsItsShareEvenlyAsPyTorchDoes() {
    assertThat(shaped(new float[] {0, 1, 0, 0}, 0.1, null))
        .containsExactly(new float[] {0.025f, 0.925f, 0.025f, 0.025f}, ROUNDING);
    assertThat(shaped(new float[] {0.75f, 0.25f}, 0.2, null))
        .containsExactly(new float[] {0.7f, 0.3f}, ROUNDING);
  }

  @Test
  void sharpeningComesBeforeSmoothingAndLeavesOneHotRows() {
    assertThat(shaped(new float[] {0, 1, 0, 0}, 0.1, 0.5))
        .containsExactly(new float[] {0.025f, 0.925f, 0.025f, 0.025f}, ROUNDING);
  }

  private static float[] shaped(
      float[] row, @Nullable Double smoothing, @Nullable Double temperature) {
    return TargetShaping.of(new float[][] {row}, TrainingSpecs.shaping(smoothing, temperature))[0];
  }
}
