package org.histochain.activities.service;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * Runs a step on a thread that ends with it, and with it the pool that OpenMP keeps for each thread
 * that has computed. While the pools of a process have more threads than the machine has cores,
 * they wait for one another asleep instead of spinning (libgomp's manual, GOMP_SPINCOUNT): on two
 * cores training is a fifth slower.
 */
final class StepThread {
  private StepThread() {}

  /**
   * Returns what {@code work} returns, or throws what it throws. An interrupt of the calling thread
   * is handed on, and the end of the work is waited for all the same.
   *
   * @param name what the thread is called
   */
  static <R> R run(String name, Callable<R> work) throws IOException {
    FutureTask<R> task = new FutureTask<>(work);
    Thread thread = Thread.ofPlatform().daemon().name("step-" + name).start(task);
    if (waitFor(thread)) {
      Thread.currentThread().interrupt();
    }
    if (task.state() == FutureTask.State.SUCCESS) {
      return task.resultNow();
    }
    switch (task.exceptionNow()) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException("a step ended in no known way", e);
    }
  }

  /** Returns whether the calling thread was interrupted meanwhile. */
  private static boolean waitFor(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
        thread.interrupt();
      }
    }
  }
}
