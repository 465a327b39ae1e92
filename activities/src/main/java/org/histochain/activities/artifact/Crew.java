package org.histochain.activities.artifact;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Does many small things with a store, several at once. For one thread that gives them out. */
public final class Crew implements AutoCloseable {
  private static final int HANDS = 8;

  private final ExecutorService threads = Executors.newFixedThreadPool(HANDS);
  private final Semaphore free = new Semaphore(HANDS);
  private final AtomicReference<@Nullable Exception> fault = new AtomicReference<>();

  /** Something to do. */
  @FunctionalInterface
  public interface Task {
    void run() throws IOException;
  }

  /**
   * Gives a task out; waits while all hands are full.
   *
   * @throws IOException of an earlier task
   */
  public void give(Task task) throws IOException {
    take(1);
    try {
      rethrow();
      threads.execute(
          () -> {
            try {
              task.run();
            } catch (IOException | RuntimeException e) {
              fault.compareAndSet(null, e);
            } finally {
              free.release();
            }
          });
    } catch (IOException | RuntimeException e) {
      free.release();
      throw e;
    }
  }

  /**
   * Waits until all that was given out is done.
   *
   * @throws IOException of a task
   */
  public void await() throws IOException {
    take(HANDS);
    free.release(HANDS);
    rethrow();
  }

  private void take(int hands) throws InterruptedIOException {
    try {
      free.acquire(hands);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the store was at work");
    }
  }

  private void rethrow() throws IOException {
    @Nullable Exception thrown = fault.get();
    if (thrown instanceof IOException io) {
      throw io;
    }
    if (thrown instanceof RuntimeException runtime) {
      throw runtime;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
