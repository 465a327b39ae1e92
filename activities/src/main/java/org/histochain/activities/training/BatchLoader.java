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
   * @param threads threads that share a batch's patches
   */
  BatchLoader(long first, long updates, SetVisits visits, @Nullable Mixup mixup, int threads) {
    next = first;
    this.updates = updates;
    this.visits = visits;
    this.mixup = mixup;
    this.threads = threads;
    augmenters =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("histochain-augment-", 0).factory());
    for (int index = 0; index <= AHEAD; index++) {
      recycle(visits.room());
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
    int size = visits.turnTo(update);
    batch.resize(size);
    int share = Math.ceilDiv(size, threads);
    List<Future<?>> shares = new ArrayList<>();
    for (int from = 0; from < size; from += share) {
      int begin = from;
      int end = Math.min(size, from + share);
      shares.add(augmenters.submit(() -> visits.fill(batch, begin, end)));
    }
    for (Future<?> filled : shares) {
      filled.get();
    }
    if (mixup != null) {
      mixup.mix(batch, update);
    }
    return batch;
  }
}
