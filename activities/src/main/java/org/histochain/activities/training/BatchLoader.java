package org.histochain.activities.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.histochain.activities.draw.Draw;

/**
 * Prepares the batches of a training step in their order, on threads of its own and a few ahead.
 * What is in a batch depends on the update's number alone, never on timing or on the threads.
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
  private final int threads;
  private final ExecutorService augmenters;
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
   * @param threads threads that share a batch's patches
   */
  BatchLoader(
      TrainingSet set,
      long first,
      BatchPlan plan,
      EpochOrder order,
      Augmentation augmentation,
      long seed,
      String purpose,
      int threads) {
    this.set = set;
    next = first;
    this.plan = plan;
    this.order = order;
    this.augmentation = augmentation;
    this.seed = seed;
    this.purpose = purpose + "/augment";
    stainPurpose = purpose + "/hed";
    this.threads = threads;
    augmenters =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("histochain-augment-", 0).factory());
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
    augmenters.close();
  }

  private Batch fill(Batch batch, long update) throws ExecutionException, InterruptedException {
    if (plan.epoch(update) != epoch) {
      epoch = plan.epoch(update);
      visits = order.epoch(epoch);
      repeats = repeats(visits);
    }
    int first = plan.from(update);
    int size = plan.to(update) - first;
    batch.resize(size);
    int share = Math.ceilDiv(size, threads);
    List<Future<?>> shares = new ArrayList<>();
    for (int from = 0; from < size; from += share) {
      int begin = from;
      int end = Math.min(size, from + share);
      shares.add(augmenters.submit(() -> fill(batch, first, begin, end)));
    }
    for (Future<?> filled : shares) {
      filled.get();
    }
    return batch;
  }

  private void fill(Batch batch, int first, int begin, int end) {
    float[] image = new float[3 * set.side() * set.side()];
    for (int place = begin; place < end; place++) {
      int patch = visits[first + place];
      long id = Draw.hash(set.ids().get(patch));
      int repeat = repeats[first + place];
      Draw draw = Draw.of(seed, purpose, epoch, id, repeat);
      Draw stainDraw = Draw.of(seed, stainPurpose, epoch, id, repeat);
      augmentation.apply(set.pixels(), set.offset(patch), image, draw, stainDraw);
      batch.set(place, image, set.targets()[patch]);
    }
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
