package org.histochain.activities.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class StepThreadTest {
  @Test
  void workRunsOnAThreadThatHasEndedWhenItsResultIsThere() throws IOException {
    Thread worked = StepThread.run("label", Thread::currentThread);

    assertThat(worked).isNotSameAs(Thread.currentThread());
    assertThat(worked.getName()).isEqualTo("step-label");
    assertThat(worked.isAlive()).isFalse();
  }

  @Test
  void whatTheWorkThrowsIsThrown() {
    IOException fault = new FileNotFoundException("x");
    assertThatThrownBy(() -> fail(fault)).isSameAs(fault);
    RuntimeException bug = new IllegalStateException("y");
    assertThatThrownBy(() -> fail(bug)).isSameAs(bug);
    Error error = new OutOfMemoryError("z");
    assertThatThrownBy(() -> fail(error)).isSameAs(error);
  }

  @Test
  void anInterruptReachesTheWorkWhoseEndIsWaitedFor() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    FutureTask<Boolean> caller =
        new FutureTask<>(
            () -> {
              String end = StepThread.run("train", () -> sleepUntilInterrupted(working));
              return Thread.interrupted() && end.equals("interrupted");
            });
    Thread thread = Thread.ofPlatform().start(caller);
    working.await();
    thread.interrupt();

    assertThat(caller.get()).isTrue();
  }

  private static void fail(Throwable fault) throws IOException {
    StepThread.run(
        "label",
        () -> {
          if (fault instanceof Error error) {
            throw error;
          }
          throw (Exception) fault;
        });
  }

  private static String sleepUntilInterrupted(CountDownLatch working) {
    working.countDown();
    try {
      Thread.sleep(60_000);
      return "slept";
    } catch (InterruptedException e) {
      return "interrupted";
    }
  }
}
