package org.histochain.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.histochain.activities.network.PixelScale;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.TrainingSpec;
import org.junit.jupiter.api.Test;

class BatchLoaderTest {
  private static final TrainingSet SET = DeviceTraining.tissue(30, 12);

  @Test
  void theThreadsThatShareABatchDoNotChangeIt() throws InterruptedException {
    List<ByteBuffer> alone = batches(1);

    assertThat(alone).hasSize(2 * 8);
    assertThat(Set.copyOf(alone)).as("eight batches, and their targets").hasSizeGreaterThan(8);
    assertThat(batches(3)).isEqualTo(alone);
    assertThat(batches(40)).isEqualTo(alone);
  }

  /** Returns pixels and targets of two epochs. */
  private static List<ByteBuffer> batches(int threads) throws InterruptedException {
    BatchPlan plan = BatchPlan.of(new TrainingSpec(2, null, 8, 1e-3, 0, "balanced"), SET.size());
    EpochOrder order = new EpochOrder(1, "teacher", SET.labels(), true);
    Augmentation augmentation =
        new Augmentation(
            new AugmentSpec(true, true, 0.2, 0.3, 0.3, 0.05),
            SET.side(),
            new PixelScale(DeviceTraining.HALF));
    List<ByteBuffer> taken = new ArrayList<>();
    SetVisits visits = new SetVisits(SET, plan, order, augmentation, 1, "teacher");
    Mixup mixup = new Mixup(0.2, 1, "teacher");
    try (BatchLoader loader = new BatchLoader(0, plan.updates(), visits, mixup, threads)) {
      for (long update = 0; update < plan.updates(); update++) {
        Batch batch = loader.take();
        taken.add(copy(batch.pixels()));
        taken.add(copy(batch.targets()));
        loader.recycle(batch);
      }
    }
    return taken;
  }

  private static ByteBuffer copy(ByteBuffer buffer) {
    return ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
  }
}
