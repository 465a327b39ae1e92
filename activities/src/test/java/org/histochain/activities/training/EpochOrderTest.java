package org.histochain.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.histochain.workflows.contract.TrainingSpec;
import org.junit.jupiter.api.Test;

class EpochOrderTest {
  private static final int[] LABELS = {0, 0, 0, 0, 0, 0, 2, 2};

  @Test
  void uniformVisitsEveryPatchOnceAndEachEpochInAnotherOrder() {
    EpochOrder order = new EpochOrder(1, "teacher", LABELS, false);

    assertThat(order.epoch(0)).containsExactlyInAnyOrder(IntStream.range(0, 8).toArray());
    assertThat(order.epoch(0)).isNotEqualTo(order.epoch(1));
    assertThat(order.epoch(0))
        .isEqualTo(new EpochOrder(1, "teacher", LABELS, false).epoch(0))
        .isNotEqualTo(new EpochOrder(2, "teacher", LABELS, false).epoch(0));
  }

  @Test
  void balancedVisitsTheClassesEquallyOftenAndSpreadsVisitsWithinAClass() {
    int[] epoch = new EpochOrder(1, "teacher", LABELS, true).epoch(3);

    assertThat(epoch).hasSize(8);
    assertThat(Arrays.stream(epoch).filter(patch -> LABELS[patch] == 0).distinct().count())
        .isEqualTo(4);
    assertThat(Arrays.stream(epoch).filter(patch -> patch == 6).count()).isEqualTo(2);
    assertThat(Arrays.stream(epoch).filter(patch -> patch == 7).count()).isEqualTo(2);
  }

  @Test
  void updatesCoverAnEpochAndALonelyLastPatchJoinsTheBatchBefore() {
    BatchPlan plan = BatchPlan.of(epochs(2), 9);

    assertThat(plan.updatesPerEpoch()).isEqualTo(2);
    assertThat(plan.updates()).isEqualTo(4);
    assertThat(plan.from(3)).isEqualTo(4);
    assertThat(plan.to(3)).isEqualTo(9);
    assertThat(plan.epoch(3)).isEqualTo(1);
    assertThat(BatchPlan.of(epochs(2), 10).updatesPerEpoch()).isEqualTo(3);
    assertThat(BatchPlan.of(epochs(2), 3).updatesPerEpoch()).isEqualTo(1);
    assertThat(BatchPlan.of(new TrainingSpec(null, 7, 4, 1e-3, 0, "uniform"), 9).epochs())
        .isEqualTo(4);
  }

  private static TrainingSpec epochs(int epochs) {
    return new TrainingSpec(epochs, null, 4, 1e-3, 0, "uniform");
  }
}
