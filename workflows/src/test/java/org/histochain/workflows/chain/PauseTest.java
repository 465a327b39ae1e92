package org.histochain.workflows.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.CanceledFailure;
import java.util.List;
import java.util.stream.IntStream;
import org.histochain.workflows.contract.FailRequest;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.Specs;
import org.histochain.workflows.contract.StateRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PauseTest {
  private final StubSteps steps = new StubSteps();
  private final ChainHarness harness = new ChainHarness(steps);
  private final ChainWorkflow chain = harness.chain("chain");

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void waitsAfterTheStepInCourseAndGoesOnWhereItWas() throws Exception {
    StubSteps.Held pretraining = steps.hold("pretrain pretrain-1");
    WorkflowClient.start(chain::run, ChainRequest.of(Specs.sound()));
    pretraining.begun().await();

    assertThat(chain.pause()).isEqualTo(new Steered(true, true, 2));
    assertThat(chain.pause()).isEqualTo(new Steered(false, true, 2));
    await().until(() -> isCancelRequested("chain/iteration-1"));
    pretraining.letGo().countDown();
    await().until(() -> rests("chain/iteration-1", 3));
    assertThat(steps.calls).contains("pretrain pretrain-1", "recordState");
    assertThat(steps.calls).doesNotContain("evaluate model-pretrain-1");
    assertThat(chain.progress().paused()).isTrue();

    assertThat(chain.resume()).isEqualTo(new Steered(true, false, 2));
    assertThat(chain.resume()).isEqualTo(new Steered(false, false, 2));
    assertThat(harness.result("chain").iterations()).isEqualTo(2);
    assertThat(steps.requests(StateRequest.class))
        .extracting(StateRequest::paused)
        .containsExactly(true, false);
    assertThat(steps.calls).filteredOn("pretrain pretrain-1"::equals).hasSize(1);
  }

  @Test
  void handsOutNoFurtherShard() throws Exception {
    steps.shards = 101;
    List<StubSteps.Held> shards =
        IntStream.range(0, 100).mapToObj(shard -> steps.hold("pseudoLabel " + shard)).toList();
    WorkflowClient.start(chain::run, ChainRequest.of(Specs.sound()));
    for (StubSteps.Held shard : shards) {
      shard.begun().await();
    }

    chain.pause();
    String batch = "chain/iteration-1/labels-0";
    await().until(() -> wasSignalled(batch));
    shards.forEach(shard -> shard.letGo().countDown());
    await().until(() -> rests(batch, 100));
    assertThat(steps.calls).doesNotContain("pseudoLabel 100");

    chain.resume();
    assertThat(harness.result("chain").iterations()).isEqualTo(2);
    assertThat(steps.calls).contains("pseudoLabel 100");
  }

  @Test
  void holdsBackAChildThatStartsAfterwards() throws Exception {
    StubSteps.Held recording = steps.hold("recordStages 0");
    WorkflowClient.start(chain::run, ChainRequest.of(Specs.sound()));
    recording.begun().await();
    chain.pause();
    recording.letGo().countDown();
    await().until(() -> rests("chain", 5));
    assertThat(steps.calls).doesNotContain("pseudoLabel 0");
    assertThat(chain.progress().iteration()).isZero();

    chain.resume();
    assertThat(harness.result("chain").iterations()).isEqualTo(2);
  }

  @Test
  void isWrittenDownOnlyWhenThePrepareStepNoLongerWrites() throws Exception {
    StubSteps.Held preparing = steps.hold("prepare");
    WorkflowClient.start(chain::run, ChainRequest.of(Specs.sound()));
    preparing.begun().await();
    chain.pause();
    chain.extend(3);
    assertThat(steps.calls).containsExactly("prepare");
    preparing.letGo().countDown();
    await().until(() -> rests("chain", 2));

    assertThat(steps.calls).containsExactly("prepare", "recordState");
    StateRequest written = steps.requests(StateRequest.class).getFirst();
    assertThat(written.paused()).isTrue();
    assertThat(written.spec()).isEqualTo(Specs.sound().withIterations(3));
    chain.resume();
    assertThat(harness.result("chain").iterations()).isEqualTo(3);
  }

  @Test
  void holdsBackEvenTheFirstStep() {
    WorkflowStub stub = harness.untyped("early");
    stub.start(ChainRequest.of(Specs.sound()));
    ChainWorkflow early = harness.existing("early");
    early.pause();
    early.resume();
    assertThat(harness.result("early").iterations()).isEqualTo(2);
  }

  @Test
  void canBeCancelledWhilePaused() throws Exception {
    StubSteps.Held pretraining = steps.hold("pretrain pretrain-1");
    WorkflowClient.start(chain::run, ChainRequest.of(Specs.sound()));
    pretraining.begun().await();
    chain.pause();
    await().until(() -> isCancelRequested("chain/iteration-1"));
    pretraining.letGo().countDown();
    await().until(() -> rests("chain/iteration-1", 3));

    WorkflowStub.fromTyped(chain).cancel();

    assertThatThrownBy(() -> harness.result("chain"))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(steps.requests(FailRequest.class))
        .extracting(FailRequest::type)
        .containsExactly(FailureTypes.CANCELLED);
    assertThat(steps.calls.getLast()).isEqualTo("recordFailure");
  }

  @Test
  void isRefusedOnceTheReportIsMade() throws Exception {
    StubSteps.Held reporting = steps.hold("report");
    WorkflowClient.start(chain::run, ChainRequest.of(Specs.sound()));
    reporting.begun().await();

    assertThatThrownBy(chain::pause)
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining("chain chain: it makes its report: there is nothing left to pause");
    assertThat(chain.resume().changed()).isFalse();
    reporting.letGo().countDown();
    assertThat(harness.result("chain").iterations()).isEqualTo(2);
    assertThat(steps.requests(StateRequest.class)).isEmpty();
  }

  @Test
  void lastsUntilTheStoreKnowsThatItIsOver() throws Exception {
    StubSteps.Held teaching = steps.hold("trainTeacher teacher");
    for (int attempt = 0; attempt < 3; attempt++) {
      steps.failNext("recordState", new IllegalStateException("the store is away"));
    }
    WorkflowClient.start(chain::run, ChainRequest.of(Specs.sound()));
    teaching.begun().await();
    chain.pause();
    chain.resume();
    teaching.letGo().countDown();
    assertThat(harness.result("chain").iterations()).isEqualTo(2);
    assertThat(steps.requests(StateRequest.class).getLast().paused()).isFalse();
    assertThat(steps.calls.lastIndexOf("recordState"))
        .isLessThan(steps.calls.indexOf("evaluate model-teacher"));
  }

  /** The server in this process fails on a step that ends before it is asked to stop it. */
  private boolean isCancelRequested(String id) {
    return events(id).stream()
        .anyMatch(HistoryEvent::hasActivityTaskCancelRequestedEventAttributes);
  }

  private boolean wasSignalled(String id) {
    return events(id).stream().anyMatch(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes);
  }

  /** Whether so many steps have ended, and the workflow has looked at it and done nothing more. */
  private boolean rests(String id, int stepsDone) {
    List<HistoryEvent> events = events(id);
    long done =
        events.stream().filter(HistoryEvent::hasActivityTaskCompletedEventAttributes).count();
    return done == stepsDone
        && events.getLast().getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED;
  }

  private List<HistoryEvent> events(String id) {
    return harness.temporal.getWorkflowClient().fetchHistory(id).getEvents();
  }
}
