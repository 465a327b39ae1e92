package org.histochain.workflows.child;

import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Runs many parts of a workflow, a bounded number at once. */
public final class FanOut {
  private final int atOnce;
  private final CompletablePromise<Void> failed = Workflow.newPromise();
  private int running;
  private int done;

  /**
   * @param atOnce parts that run at the same time, at least 1
   */
  public FanOut(int atOnce) {
    this.atOnce = atOnce;
  }

  /**
   * Starts parts 0 to {@code count - 1} and returns their results in this order. The first failure
   * ends it, and no further part is started; after a cancellation the parts that run are waited
   * for.
   *
   * @param part starts one part
   * @param progress told the number of finished parts, after each
   */
  public <T> List<T> run(
      int count, IntFunction<Promise<T>> part, Functions.Proc1<Integer> progress) {
    List<Promise<T>> parts = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      awaitRunningBelow(atOnce);
      Promise<T> started = start(part, index);
      running++;
      parts.add(
          started.handle(
              (result, failure) -> {
                running--;
                done++;
                if (failure != null && !failed.isCompleted()) {
                  failed.completeExceptionally(failure);
                }
                progress.apply(done);
                return result;
              }));
    }
    awaitRunningBelow(1);
    return parts.stream().map(Promise::get).toList();
  }

  /** A part may be held back before it begins, and be cancelled there. */
  private <T> Promise<T> start(IntFunction<Promise<T>> part, int index) {
    try {
      return part.apply(index);
    } catch (CanceledFailure e) {
      awaitAll();
      throw e;
    }
  }

  private void awaitAll() {
    Workflow.newDetachedCancellationScope(() -> Workflow.await(() -> running == 0)).run();
  }

  private void awaitRunningBelow(int bound) {
    try {
      Workflow.await(() -> running < bound || failed.isCompleted());
    } catch (CanceledFailure e) {
      awaitAll();
      throw e;
    }
    if (failed.isCompleted()) {
      failed.get();
    }
  }
}
