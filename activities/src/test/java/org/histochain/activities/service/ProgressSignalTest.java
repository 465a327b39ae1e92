package org.histochain.activities.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.histochain.workflows.contract.StepProgress;
import org.junit.jupiter.api.Test;

final class ProgressSignalTest {
  private final List<StepProgress> sent = new ArrayList<>();
  private long now = -5;
  private final ProgressSignal signal = new ProgressSignal(sent::add, () -> now);

  @Test
  void sendsTheFirstProgressAtOnceButNotThatOfAStepThatHasNotBegun() {
    signal.offer(new StepProgress("pretrain-1", 0, 0, 0, 0, 0, 0, 0));
    assertThat(sent).isEmpty();
    offer(1, 1_000);
    assertThat(sent).extracting(StepProgress::done).containsExactly(1L);
  }

  @Test
  void sendsAtMostFiftyOfAStepHoweverLongItTakes() {
    for (int done = 1; done <= 1_000; done++) {
      offer(done, 1_000);
      pass(Duration.ofHours(1));
    }
    assertThat(sent).hasSize(50);
    assertThat(sent.get(1).done()).isEqualTo(21);
  }

  @Test
  void sendsNoneSoonerThanFifteenSecondsAfterTheLast() {
    for (int done = 1; done <= 60; done++) {
      offer(done, 60);
      pass(Duration.ofSeconds(1));
    }
    assertThat(sent).extracting(StepProgress::done).containsExactly(1L, 16L, 31L, 46L);
  }

  @Test
  void doesNotHinderAStepWhoseChainCannotBeTold() {
    ProgressSignal untold =
        new ProgressSignal(
            progress -> {
              throw Status.UNAVAILABLE.asRuntimeException();
            },
            () -> now);
    assertThatCode(() -> untold.offer(new StepProgress("finetune-1", 1, 2, 1, 1, 0, 0, 0)))
        .doesNotThrowAnyException();
  }

  private void offer(long done, long total) {
    signal.offer(new StepProgress("pretrain-1", done, total, 1, 1, 0.5, 100, 9));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
