package org.histochain.activities.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.histochain.activities.draw.Draw;

/**
 * Prepares the batches of a training step in their order, on a thread of its own and a few ahead.
 * What is in a batch depends on the update's number alone, never on timing.
 */
final class BatchLoader implements AutoCloseable {
  private static final int AHEAD = 2;

  private final TrainingSet set;
  private final BatchPlan plan;
  private final EpochOrder order;
  private final Augmentation augmentation;
  private final long seed;
  private final String purpose;
  private final String stainPurpose;
  private final float[] image;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("histochain-loader").factory());
  private final Deque<Future<Batch>> prepared = new ArrayDeque<>();
  private long next;
  private int epoch = -1;
  private int[] visits = {};
  private int[] repeats = {};

  /**
   * Begins to prepare.
   *
   * @param first the update whose batch is taken first, from 0
   */
  BatchLoader(
      TrainingSet set,
      long first,
      BatchPlan plan,
      EpochOrder order,
      Augmentation augmentation,
      long seed,
      String purpose) {
    this.set = set;
    next = first;
    this.plan = plan;
    this.order = order;
    this.augmentation = augmentation;
    this.seed = seed;
    this.purpose = purpose + "/augment";
    stainPurpose = purpose + "/hed";
    image = new float[3 * set.side() * set.side()];
    for (int index = 0; index <= AHEAD; index++) {
      recycle(new Batch(plan.largest(), set.side(), set.classes()));
    }
  }

  /** Returns the next update's batch; the caller gives it back by {@link #recycle}. */
  Batch take() throws InterruptedException {
    try {
      return prepared.remove().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A batch could not be prepared", e.getCause());
    }
  }

  /** Gives a batch back to be filled again. */
  void recycle(Batch batch) {
    if (next < plan.updates()) {
      long update = next++;
      prepared.add(thread.submit(() -> fill(batch, update)));
    }
  }

  @Override
  public void close() {
    prepared.forEach(future -> future.cancel(false));
    thread.close();
  }

  private Batch fill(Batch batch, long update) {
    batch.clear();
    if (plan.epoch(update) != epoch) {
      epoch = plan.epoch(update);
      visits = order.epoch(epoch);
      repeats = repeats(visits);
    }
    for (int place = plan.from(update); place < plan.to(update); place++) {
      int patch = visits[place];
      long id = Draw.hash(set.ids().get(patch));
      Draw draw = Draw.of(seed, purpose, epoch, id, repeats[place]);
      Draw stainDraw = Draw.of(seed, stainPurpose, epoch, id, repeats[place]);
      augmentation.apply(set.pixels(), set.offset(patch), image, draw, stainDraw);
      batch.add(image, set.targets()[patch]);
    }
    return batch;
  }

  /**
   * Counts each place's earlier visits to its patch, so that a patch visited again is drawn anew.
   */
  private static int[] repeats(int[] visits) {
    int[] seen = new int[visits.length];
    int[] repeats = new int[visits.length];
    for (int place = 0; place < visits.length; place++) {
      repeats[place] = seen[visits[place]]++;
    }
    return repeats;
  }
}
