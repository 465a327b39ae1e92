package org.histochain.workflows.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.List;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.Specs;
import org.histochain.workflows.contract.StateRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pause that meets a training step. */
@Timeout(60)
class InterruptionTest {
  private final StubSteps steps = new StubSteps();
  private final ChainHarness harness = new ChainHarness(steps);
  private final ChainWorkflow chain = harness.chain("chain");

  @AfterEach
  void close() {
    harness.close();
  }

  @ParameterizedTest
  @CsvSource({
    "trainTeacher teacher, chain",
    "pretrain pretrain-1, chain/iteration-1",
    "finetune finetune-2, chain/iteration-2"
  })
  void stopsTrainingThatBeginsAgainOnResume(String call, String workflow) throws Exception {
    StubSteps.Held training = begin(call);

    chain.pause();
    await().until(() -> steps.calls.contains("stopped " + call));
    await().until(() -> last(workflow) == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED);
    assertThat(events(workflow)).anyMatch(HistoryEvent::hasActivityTaskCanceledEventAttributes);
    assertThat(begun(call)).isEqualTo(1);
    assertThat(chain.progress().paused()).isTrue();

    training.letGo().countDown();
    chain.resume();
    assertThat(harness.result("chain").iterations()).isEqualTo(2);
    assertThat(begun(call)).isEqualTo(2);
    assertThat(steps.requests(StateRequest.class))
        .extracting(StateRequest::paused)
        .containsExactly(true, false);
  }

  @Test
  void pausesThatFollowEachOtherQuicklyEndAsTheLastOneSays() throws Exception {
    StubSteps.Held training = begin("pretrain pretrain-1");
    for (int times = 0; times < 3; times++) {
      chain.pause();
      chain.resume();
    }
    chain.pause();
    await().until(() -> steps.calls.contains("stopped pretrain pretrain-1"));
    training.letGo().countDown();
    await().until(() -> last("chain/iteration-1") == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED);
    assertThat(steps.calls).doesNotContain("evaluate model-pretrain-1");

    chain.resume();
    assertThat(harness.result("chain").iterations()).isEqualTo(2);
  }

  @Test
  void aStepThatEndsBeforeItHearsOfThePauseIsNotDoneAgain() throws Exception {
    StubSteps.Held training = steps.hold("pretrain pretrain-1");
    WorkflowClient.start(chain::run, ChainRequest.of(Specs.sound()));
    training.begun().await();
    chain.pause();
    await().until(() -> isCancelRequested("chain/iteration-1"));
    training.letGo().countDown();
    chain.resume();

    assertThat(harness.result("chain").iterations()).isEqualTo(2);
    assertThat(begun("pretrain pretrain-1")).isEqualTo(1);
  }

  @Test
  void aFaultThatNothingHealsEndsTheChainThoughItIsPaused() throws Exception {
    steps.failNext(
        "pretrain pretrain-1", StubSteps.permanent(FailureTypes.DIVERGED, "the loss is NaN"));
    StubSteps.Held training = steps.hold("pretrain pretrain-1");
    WorkflowClient.start(chain::run, ChainRequest.of(Specs.sound()));
    training.begun().await();
    chain.pause();
    await().until(() -> isCancelRequested("chain/iteration-1"));
    training.letGo().countDown();

    assertThatThrownBy(() -> harness.result("chain"))
        .isInstanceOf(WorkflowFailedException.class)
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> assertThat(failure.getType()).isEqualTo(FailureTypes.DIVERGED));
  }

  @Test
  void aChainIsCancelledWhileItWaitsToTrainOn() throws Exception {
    begin("pretrain pretrain-1");
    chain.pause();
    await().until(() -> steps.calls.contains("stopped pretrain pretrain-1"));

    WorkflowStub.fromTyped(chain).cancel();

    assertThatThrownBy(() -> harness.result("chain"))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(begun("pretrain pretrain-1")).isEqualTo(1);
  }

  @Test
  void aChainIsCancelledWhileItsStepIsStopping() throws Exception {
    StubSteps.Held training = steps.hold("pretrain pretrain-1");
    WorkflowClient.start(chain::run, ChainRequest.of(Specs.sound()));
    training.begun().await();
    chain.pause();
    await().until(() -> isCancelRequested("chain/iteration-1"));
    WorkflowStub.fromTyped(chain).cancel();
    training.letGo().countDown();

    assertThatThrownBy(() -> harness.result("chain"))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
  }

  private StubSteps.Held begin(String call) throws InterruptedException {
    StubSteps.Held held = steps.holdHeeding(call);
    WorkflowClient.start(chain::run, ChainRequest.of(Specs.sound()));
    held.begun().await();
    return held;
  }

  private long begun(String call) {
    return steps.calls.stream().filter(call::equals).count();
  }

  private boolean isCancelRequested(String id) {
    return events(id).stream()
        .anyMatch(HistoryEvent::hasActivityTaskCancelRequestedEventAttributes);
  }

  private EventType last(String id) {
    return events(id).getLast().getEventType();
  }

  private List<HistoryEvent> events(String id) {
    return harness.temporal.getWorkflowClient().fetchHistory(id).getEvents();
  }
}
