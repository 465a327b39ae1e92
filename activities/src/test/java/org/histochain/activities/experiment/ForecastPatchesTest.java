package org.histochain.activities.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.histochain.workflows.contract.ConsistencySpec;
import org.histochain.workflows.contract.TrainingSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ForecastPatchesTest {
  @Test
  void theLastBatchOfAnEpochIsFilledUp() {
    assertThat(Forecast.patches(training(10, null, null), 100)).isEqualTo(10 * 128);
    assertThat(Forecast.patches(training(10, null, null), 54)).isEqualTo(10 * 54);
    assertThat(Forecast.patches(training(null, 7, null), 100)).isEqualTo(7 * 64);
    assertThat(Forecast.patches(training(null, 7, null), 54)).isEqualTo(7 * 54);
  }

  @Test
  void anUpdateThatAsksForConsistencySeesAsManyBatchesOfThePoolInTwoViews() {
    ConsistencySpec three = new ConsistencySpec(1, 0.95, 3);
    assertThat(Forecast.patches(training(null, 7, three), 100)).isEqualTo(7 * (64 + 64 * 4));
    assertThat(Forecast.patches(training(2, null, three), 100)).isEqualTo(2 * 2 * (64 + 64 * 4));
  }

  private static TrainingSpec training(
      @Nullable Integer epochs, @Nullable Integer steps, @Nullable ConsistencySpec consistency) {
    return new TrainingSpec(
        epochs,
        steps,
        64,
        1e-3,
        0,
        "uniform",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        consistency);
  }
}
