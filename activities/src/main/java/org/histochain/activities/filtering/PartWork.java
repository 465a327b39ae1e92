package org.histochain.activities.filtering;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Something to do with each part of a pool, by as many threads as there are processors. */
@FunctionalInterface
interface PartWork<T> {
  T run(int part) throws IOException;

  /** Does it with parts 0 to {@code parts - 1}; throws as the first part in order that fails. */
  static <T> List<T> forEach(int parts, PartWork<T> work) throws IOException {
    try (ExecutorService threads = threads(Runtime.getRuntime().availableProcessors())) {
      try {
        List<Future<T>> running =
            IntStream.range(0, parts)
                .mapToObj(part -> threads.submit(() -> work.run(part)))
                .toList();
        List<T> results = new ArrayList<>();
        for (Future<T> result : running) {
          results.add(result(result));
        }
        return results;
      } finally {
        // After a failure, what has not begun never does.
        threads.shutdownNow();
      }
    }
  }

  static ExecutorService threads(int count) {
    return Executors.newFixedThreadPool(
        count, Thread.ofPlatform().daemon().name("histochain-filter-", 0).factory());
  }

  static <T> T result(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException runtime -> throw runtime;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while filtering");
    }
  }
}
