package org.histochain.activities.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the batches of a training step in their order, on threads of its own and a few ahead.
 * What is in a batch depends on the update's number alone, never on timing or on the threads.
 */
final class BatchLoader implements AutoCloseable {
  private static final int AHEAD = 2;

  private final long updates;
  private final SetVisits visits;
  private final @Nullable Mixup mixup;
  private final @Nullable PoolVisits pool;
  private final int threads;
  private final ExecutorService augmenters;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("histochain-loader").factory());
  private final Deque<Future<Batch>> prepared = new ArrayDeque<>();
  private long next;

  /**
   * Begins to prepare.
   *
   * @param first the update whose batch is taken first, from 0
   * @param updates updates in all
   * @param visits what a batch is filled with
   * @param mixup how it is then mixed; null: not at all
   * @param pool views of the pool beside it; null: none
   * @param threads threads that share a batch's patches
   */
  BatchLoader(
      long first,
      long updates,
      SetVisits visits,
      @Nullable Mixup mixup,
      @Nullable PoolVisits pool,
      int threads) {
    next = first;
    this.updates = updates;
    this.visits = visits;
    this.mixup = mixup;
    this.pool = pool;
    this.threads = threads;
    augmenters =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("histochain-augment-", 0).factory());
    for (int index = 0; index <= AHEAD; index++) {
      recycle(visits.room(pool == null ? 0 : pool.views()));
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
    if (next < updates) {
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
    batch.resize(visits.turnTo(update));
    share(batch.size(), (begin, end) -> visits.fill(batch, begin, end));
    if (mixup != null) {
      mixup.mix(batch, update);
    }
    if (pool != null) {
      pool.turnTo(update);
      share(pool.views(), (begin, end) -> pool.fill(batch, begin, end));
    }
    return batch;
  }

  /** Something to do for some successive places of a batch. */
  private interface Share {
    void fill(int begin, int end);
  }

  private void share(int places, Share work) throws ExecutionException, InterruptedException {
    int share = Math.ceilDiv(places, threads);
    List<Future<?>> shares = new ArrayList<>();
    for (int from = 0; from < places; from += share) {
      int begin = from;
      int end = Math.min(places, from + share);
      shares.add(augmenters.submit(() -> work.fill(begin, end)));
    }
    for (Future<?> filled : shares) {
      filled.get();
    }
  }
}
