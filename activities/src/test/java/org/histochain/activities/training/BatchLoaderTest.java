package org.histochain.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.histochain.activities.network.PixelScale;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.TrainingSpec;
import org.jspecify.annotations.Nullable;
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

  @Test
  void viewsOfThePoolStandBesideTheSameBatchWhateverTheThreads() throws InterruptedException {
    List<ByteBuffer> alone = views(1);
    List<ByteBuffer> labelled = batches(1);

    assertThat(views(40)).isEqualTo(alone);
    for (int update = 0; update < 8; update++) {
      ByteBuffer patches = labelled.get(2 * update);
      assertThat(alone.get(2 * update).slice(0, patches.remaining())).isEqualTo(patches);
    }
  }

  /** Returns pixels and weak views of two epochs with as many patches of the pool. */
  private static List<ByteBuffer> views(int threads) throws InterruptedException {
    AugmentSpec augment = new AugmentSpec(true, true, 0.2, 0.3, 0.3, 0.05);
    PixelScale scale = new PixelScale(DeviceTraining.HALF);
    UnlabelledPool pool = new UnlabelledPool(SET.ids(), SET.side(), SET.pixels());
    Augmentation strong = new Augmentation(augment, SET.side(), scale);
    PoolVisits visits = new PoolVisits(pool, 8, augment, strong, scale, 1, "teacher");
    return taken(visits, threads, Batch::weak);
  }

  /** Returns pixels and targets of two epochs. */
  private static List<ByteBuffer> batches(int threads) throws InterruptedException {
    return taken(null, threads, Batch::targets);
  }

  private static List<ByteBuffer> taken(
      @Nullable PoolVisits pool, int threads, Function<Batch, ByteBuffer> other)
      throws InterruptedException {
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
    try (BatchLoader loader = new BatchLoader(0, plan.updates(), visits, mixup, pool, threads)) {
      for (long update = 0; update < plan.updates(); update++) {
        Batch batch = loader.take();
        taken.add(copy(batch.pixels()));
        taken.add(copy(other.apply(batch)));
        loader.recycle(batch);
      }
    }
    return taken;
  }

  private static ByteBuffer copy(ByteBuffer buffer) {
    return ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
  }
}
