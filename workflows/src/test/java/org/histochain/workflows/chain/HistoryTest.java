package org.histochain.workflows.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.histochain.workflows.contract.Specs;
import org.histochain.workflows.contract.StepProgress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HistoryTest {
  private final StubSteps steps = new StubSteps();
  private final ChainHarness harness = new ChainHarness(steps);
  private final ChainHarness stranger = new ChainHarness(new StubSteps());

  @AfterEach
  void close() {
    stranger.close();
    harness.close();
  }

  @Test
  void keepsTestAndTruthShutUntilTheReport() {
    steps.shards = 2;
    harness.chain("shut").run(ChainRequest.of(Specs.sound()));

    List<String> knowing = new ArrayList<>();
    int requests = 0;
    for (String id :
        List.of(
            "shut",
            "shut/iteration-1",
            "shut/iteration-1/labels-0",
            "shut/iteration-2",
            "shut/iteration-2/labels-0")) {
      for (HistoryEvent event : history(id).getEvents()) {
        String asked = request(event);
        requests += asked.isEmpty() ? 0 : 1;
        if (asked.contains("SHUT-")) {
          knowing.add(event.getActivityTaskScheduledEventAttributes().getActivityType().getName());
          assertThat(asked).contains("SHUT-test", "SHUT-truth", "model-teacher");
        }
      }
    }
    assertThat(requests).isEqualTo(34);
    assertThat(knowing).containsExactly("report");
  }

  @Test
  void namesChildrenAfterTheChainAndTellsPeopleWhatStepsAre() {
    steps.shards = 501;
    harness.chain("named").run(ChainRequest.of(Specs.sound()));

    assertThat(children("named")).containsExactly("named/iteration-1", "named/iteration-2");
    assertThat(children("named/iteration-2"))
        .containsExactly("named/iteration-2/labels-0", "named/iteration-2/labels-500");
    assertThat(summaries("named/iteration-2"))
        .containsExactly(
            "\"index 2 batches of score tables, iteration 2\"",
            "\"filter, iteration 2\"",
            "\"pretrain, iteration 2\"",
            "\"evaluate the pretrained student, iteration 2\"",
            "\"fine-tune, iteration 2\"",
            "\"evaluate the fine-tuned student, iteration 2\"");
  }

  @Test
  void replaysItsOwnHistories() throws Exception {
    steps.shards = 150;
    steps.failNext("filter index-1", new IllegalStateException("once"));
    harness.chain("replayed").run(ChainRequest.of(Specs.sound()));

    for (String id : List.of("replayed", "replayed/iteration-1", "replayed/iteration-2/labels-0")) {
      WorkflowReplayer.replayWorkflowExecution(history(id), replayer());
    }
  }

  /**
   * Each from before something that changes what a chain does: pauses between two steps, pauses
   * inside a step, and going through the steps once more after an artifact was missed; and one of
   * what chains do now.
   */
  @ParameterizedTest
  @CsvSource({
    "history-before-steering.json, stored",
    "history-before-steering-iteration-1.json, stored/iteration-1",
    "history-before-steering-iteration-1-labels.json, stored/iteration-1/labels-0",
    "history-steered.json, stored",
    "history-steered-iteration-1.json, stored/iteration-1",
    "history-steered-iteration-1-labels.json, stored/iteration-1/labels-0",
    "history-missing.json, missing",
    "history-missing-iteration-2.json, missing/iteration-2",
    "history-settable.json, stored",
    "history-settable-iteration-1.json, stored/iteration-1",
    "history-settable-iteration-3-again.json, stored/iteration-3-again-1"
  })
  void replaysStoredHistories(String file, String id) throws Exception {
    try (InputStream stored = HistoryTest.class.getResourceAsStream(file)) {
      String json = new String(requireNonNull(stored).readAllBytes(), UTF_8);
      WorkflowReplayer.replayWorkflowExecution(
          WorkflowExecutionHistory.fromJson(json, id), replayer());
    }
  }

  @Test
  void replaysHistoriesOfASteeredChain() throws Exception {
    StubSteps.Held pretraining = steps.hold("pretrain pretrain-1");
    StubSteps.Held labelling = steps.hold("pseudoLabel 1");
    ChainWorkflow chain = harness.chain("steered");
    WorkflowClient.start(chain::run, ChainRequest.of(Specs.sound()));
    labelling.begun().await();
    chain.pause();
    labelling.letGo().countDown();
    chain.resume();
    pretraining.begun().await();
    chain.stepProgress(new StepProgress("pretrain-1", 1, 4, 1, 2, 0.5, 100, 3));
    chain.pause();
    chain.extend(3);
    await()
        .until(
            () ->
                history("steered/iteration-1").getEvents().stream()
                    .anyMatch(HistoryEvent::hasActivityTaskCancelRequestedEventAttributes));
    pretraining.letGo().countDown();
    chain.resume();
    assertThat(harness.result("steered").iterations()).isEqualTo(3);

    for (String id : List.of("steered", "steered/iteration-1", "steered/iteration-1/labels-0")) {
      WorkflowReplayer.replayWorkflowExecution(history(id), replayer());
    }
  }

  @Test
  void leavesSearchAttributesAloneWhereTheNamespaceLacksThem() {
    harness.chain("unsearchable").run(ChainRequest.of(Specs.sound()).unsearchable());

    assertThat(history("unsearchable").getEvents())
        .isNotEmpty()
        .noneMatch(HistoryEvent::hasUpsertWorkflowSearchAttributesEventAttributes);
  }

  @Test
  void noticesWhenAHistoryIsNotOfThisCode() {
    harness.chain("other").run(ChainRequest.of(Specs.sound()));
    WorkflowExecutionHistory history = history("other");
    String changed = history.toJson(false).replace("\"trainTeacher\"", "\"trainProfessor\"");

    assertThatThrownBy(
            () ->
                WorkflowReplayer.replayWorkflowExecution(
                    WorkflowExecutionHistory.fromJson(changed), replayer()))
        .hasMessageContaining("trainTeacher");
  }

  private WorkflowExecutionHistory history(String id) {
    return harness.temporal.getWorkflowClient().fetchHistory(id);
  }

  /** A worker that has never seen the chain. */
  private Worker replayer() {
    return stranger.replayer();
  }

  private static String request(HistoryEvent event) {
    return switch (event.getEventType()) {
      case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED ->
          text(event.getActivityTaskScheduledEventAttributes().getInput());
      case EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED ->
          text(event.getStartChildWorkflowExecutionInitiatedEventAttributes().getInput());
      case EVENT_TYPE_WORKFLOW_EXECUTION_STARTED ->
          text(event.getWorkflowExecutionStartedEventAttributes().getInput());
      default -> "";
    };
  }

  private List<String> children(String id) {
    return history(id).getEvents().stream()
        .filter(HistoryEvent::hasStartChildWorkflowExecutionInitiatedEventAttributes)
        .map(
            event -> event.getStartChildWorkflowExecutionInitiatedEventAttributes().getWorkflowId())
        .toList();
  }

  private List<String> summaries(String id) {
    return history(id).getEvents().stream()
        .filter(event -> !request(event).isEmpty() && event.hasUserMetadata())
        .filter(event -> !event.hasWorkflowExecutionStartedEventAttributes())
        .map(event -> event.getUserMetadata().getSummary().getData().toStringUtf8())
        .toList();
  }

  private static String text(Payloads payloads) {
    StringBuilder text = new StringBuilder();
    for (Payload payload : payloads.getPayloadsList()) {
      text.append(payload.getData().toStringUtf8());
    }
    return text.toString();
  }
}
