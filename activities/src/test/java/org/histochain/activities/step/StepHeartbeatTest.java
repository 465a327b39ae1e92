package org.histochain.activities.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.histochain.workflows.contract.StepProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StepHeartbeatTest {
  private static final Duration INTERVAL = Duration.ofMillis(5);
  private static final Duration LONG = Duration.ofMinutes(10);

  private static final class CancelledForTest extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final List<StepProgress> sent = new CopyOnWriteArrayList<>();

  @Test
  void latestProgressIsSentAgainAndAgain() {
    try (StepHeartbeat heartbeat = start(sent::add, LONG)) {
      await().until(() -> sent.contains(progress(0)));
      heartbeat.progress(progress(1));
      heartbeat.progress(progress(2));
      await().until(() -> sent.stream().filter(progress(2)::equals).count() >= 3);

      assertThatCode(heartbeat::check).doesNotThrowAnyException();
      assertThat(sent).isSortedAccordingTo((a, b) -> Long.compare(a.done(), b.done()));
    }
  }

  @Test
  void stepIsNotHeldUpBySendingThatBlocks() throws InterruptedException {
    CountDownLatch inSender = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    StepHeartbeat heartbeat =
        start(
            progress -> {
              sent.add(progress);
              inSender.countDown();
              uninterrupted(release);
            },
            LONG);
    inSender.await();
    for (int done = 1; done <= 1_000; done++) {
      heartbeat.progress(progress(done));
      heartbeat.check();
    }
    heartbeat.close();

    assertThat(sent).containsExactly(progress(0));
    release.countDown();
  }

  @Test
  void stopSignalFromTheSenderStopsTheStepAndIsItsCause() {
    CancelledForTest signal = new CancelledForTest();
    try (StepHeartbeat heartbeat =
        start(
            progress -> {
              sent.add(progress);
              throw signal;
            },
            LONG)) {
      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(heartbeat::check)
                      .isInstanceOf(StepStoppedException.class)
                      .hasMessageContaining("CancelledForTest")
                      .hasCause(signal));
      // The step may still have to save what it has: the server must go on hearing of it.
      int before = sent.size();
      await().until(() -> sent.size() > before);
    }
  }

  @Test
  void otherFaultsOfTheSenderDoNotStopTheStep() {
    try (StepHeartbeat heartbeat =
        start(
            progress -> {
              sent.add(progress);
              throw new IllegalStateException("no connection");
            },
            LONG)) {
      await().until(() -> sent.size() >= 3);

      assertThatCode(heartbeat::check).doesNotThrowAnyException();
    }
  }

  @Test
  void stepToldToStopStopsForTheFirstReason() {
    try (StepHeartbeat heartbeat = start(sent::add, LONG)) {
      heartbeat.stop("the worker shuts down");
      heartbeat.stop("another reason");

      assertThatThrownBy(heartbeat::check)
          .isInstanceOf(StepStoppedException.class)
          .hasMessage("the worker shuts down");
    }
  }

  @Test
  void stepWithoutProgressFallsSilentUntilThereIsSome() {
    AtomicLong now = new AtomicLong();
    AtomicInteger looks = new AtomicInteger();
    LongSupplier clock =
        () -> {
          looks.incrementAndGet();
          return now.get();
        };
    try (StepHeartbeat heartbeat =
        StepHeartbeat.start(
            progress(0),
            sent::add,
            CancelledForTest.class,
            new StepHeartbeat.Rhythm(INTERVAL, LONG, LONG),
            clock)) {
      now.set(LONG.toNanos());
      awaitMore(looks);
      awaitMore(sent::size);
      now.set(LONG.toNanos() + 1);
      awaitMore(looks);
      int silent = sent.size();
      awaitMore(looks);
      assertThat(sent).hasSize(silent);

      heartbeat.progress(progress(1));
      await().until(() -> sent.contains(progress(1)));
    }
  }

  @Test
  void whatHasHungIsNamedUntilItGoesOnOrEnds() {
    AtomicLong now = new AtomicLong();
    RunningSteps running = new RunningSteps();
    try (StepHeartbeat heartbeat =
        StepHeartbeat.start(
            progress(0),
            sent::add,
            CancelledForTest.class,
            new StepHeartbeat.Rhythm(LONG, LONG, LONG),
            now::get)) {
      try (RunningSteps.Presence _ = running.enter(heartbeat)) {
        now.set(LONG.toNanos() + 1);
        assertThat(running.hung()).containsExactly("pretrain-1");
        heartbeat.check();
        assertThat(running.hung()).isEmpty();
        now.addAndGet(LONG.toNanos() + 1);
        assertThat(running.hung()).containsExactly("pretrain-1");
      }
      assertThat(running.hung()).isEmpty();
    }
  }

  @Test
  void closedHeartbeatSendsNoMore() {
    StepHeartbeat heartbeat = start(sent::add, LONG);
    awaitMore(sent::size);
    heartbeat.close();

    await().until(() -> !Thread.getAllStackTraces().containsKey(heartbeat.thread()));
    assertThatCode(heartbeat::check).doesNotThrowAnyException();
  }

  private static void awaitMore(AtomicInteger count) {
    awaitMore(count::get);
  }

  private static void awaitMore(IntSupplier count) {
    int before = count.getAsInt();
    await().until(() -> count.getAsInt() >= before + 3);
  }

  private static StepHeartbeat start(Consumer<StepProgress> sender, Duration patience) {
    return StepHeartbeat.start(
        progress(0),
        sender,
        CancelledForTest.class,
        new StepHeartbeat.Rhythm(INTERVAL, patience, patience));
  }

  private static StepProgress progress(long done) {
    return new StepProgress("pretrain-1", done, 1_000, 0, 0, 0, 0, 0);
  }

  private static void uninterrupted(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
