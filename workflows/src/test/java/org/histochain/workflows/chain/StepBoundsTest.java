package org.histochain.workflows.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.histochain.workflows.contract.Settable;
import org.histochain.workflows.contract.Specs;
import org.histochain.workflows.contract.StepTimeouts;
import org.histochain.workflows.contract.TrainingSpec;
import org.junit.jupiter.api.Test;

class StepBoundsTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private final StepBounds bounds = new StepBounds(StepTimeouts.DEFAULTS);

  @Test
  void growWithThePatchesThatAStepGoesThrough() {
    TrainingSpec bySteps = new TrainingSpec(null, 300, 64, 1e-3, 0, "uniform");
    TrainingSpec byEpochs = new TrainingSpec(10, null, 64, 1e-3, 0, "uniform");

    assertThat(bounds.training(bySteps, Work.UNKNOWN)).isEqualTo(HOUR.plusSeconds(5L * 300 * 64));
    assertThat(bounds.training(byEpochs, new Work(1000)))
        .isEqualTo(HOUR.plusSeconds(5L * 10 * (1000 + 64)));
    assertThat(bounds.inference(new Work(100))).isEqualTo(HOUR.plusSeconds(200));
    assertThat(bounds.reading(new Work(100))).isEqualTo(HOUR.plusSeconds(20));
    assertThat(bounds.reading(Work.NONE)).isEqualTo(HOUR);
  }

  @Test
  void growWithTheViewsOfThePoolThatConsistencyAsksFor() {
    TrainingSpec twice =
        Settable.apply(Specs.sound(), Map.of("pretrain.consistency.ratio", "2")).pretrain();

    assertThat(bounds.training(twice, new Work(1000)))
        .isEqualTo(HOUR.plusSeconds(5L * (1 + 2 * 2) * 5 * (1000 + 64)));
  }

  @Test
  void areWideWhereTheWorkIsNotKnownAndNeverOverflow() {
    TrainingSpec endless =
        new TrainingSpec(null, Integer.MAX_VALUE, Integer.MAX_VALUE, 1e-3, 0, "uniform");
    TrainingSpec epochs = new TrainingSpec(Integer.MAX_VALUE, null, 64, 1e-3, 0, "uniform");

    assertThat(bounds.inference(Work.of(null))).isEqualTo(Duration.ofDays(30));
    assertThat(bounds.training(epochs, Work.UNKNOWN)).isEqualTo(Duration.ofDays(30));
    assertThat(bounds.training(endless, Work.UNKNOWN)).isLessThan(Duration.ofDays(20 * 365));
    assertThat(bounds.training(epochs, new Work(Integer.MAX_VALUE)))
        .isLessThan(Duration.ofDays(20 * 365));
  }

  @Test
  void giveWayToTimeoutsThatAreGiven() {
    StepBounds given =
        new StepBounds(new StepTimeouts(null, Duration.ofDays(2), Duration.ofHours(3)));
    TrainingSpec training = new TrainingSpec(10, null, 64, 1e-3, 0, "uniform");

    assertThat(given.training(training, new Work(10))).isEqualTo(Duration.ofDays(2));
    assertThat(given.inference(new Work(10))).isEqualTo(Duration.ofHours(3));
    assertThat(given.reading(Work.UNKNOWN)).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void areWhatTheServerIsTold() {
    StubSteps steps = new StubSteps();
    try (ChainHarness harness = new ChainHarness(steps)) {
      harness.chain("bounded").run(ChainRequest.of(Specs.sound()));

      Map<String, Long> beyondAnHour = new TreeMap<>();
      for (String id :
          new String[] {"bounded", "bounded/iteration-1", "bounded/iteration-1/labels-0"}) {
        harness.temporal.getWorkflowClient().fetchHistory(id).getEvents().stream()
            .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
            .map(HistoryEvent::getActivityTaskScheduledEventAttributes)
            .forEach(
                step -> {
                  beyondAnHour.put(
                      step.getActivityType().getName(),
                      step.getStartToCloseTimeout().getSeconds() - HOUR.toSeconds());
                  assertThat(step.getHeartbeatTimeout().getSeconds()).isEqualTo(60);
                  assertThat(step.getRetryPolicy().getMaximumInterval().getSeconds()).isEqualTo(30);
                  assertThat(step.getRetryPolicy().getMaximumAttempts()).isZero();
                });
      }
      assertThat(beyondAnHour)
          .containsEntry("trainTeacher", 5L * 5 * (54 + 64))
          .containsEntry("pretrain", 5L * 5 * (437 + 64))
          .containsEntry("pseudoLabel", 2L * 546)
          .containsEntry("evaluate", 2L * (54 + 100))
          .containsEntry("filter", 546L / 5)
          .containsEntry("report", 2L * (5 * 300 + 2 * 546))
          .containsEntry("recordStages", 0L);
    }
  }
}
