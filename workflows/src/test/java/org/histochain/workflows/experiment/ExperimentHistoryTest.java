package org.histochain.workflows.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.enums.v1.EventType;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.histochain.workflows.chain.ChainHarness;
import org.histochain.workflows.chain.StubSteps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Histories that a server has kept of one experiment: it tunes, a chain failing, and continues as
 * new; then two families run side by side, one of them with a chain that the store has already.
 */
@Timeout(60)
class ExperimentHistoryTest {
  private static final String TUNING = "history-tuning.json";
  private static final String RUNS = "history-runs.json";

  private final StubExperiment experiment = new StubExperiment(List.of());
  private final ChainHarness harness =
      new ChainHarness(new StubSteps(), experiment, experiment.audits());

  @AfterEach
  void close() {
    harness.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {TUNING, RUNS})
  void replaysStoredHistories(String file) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(
        WorkflowExecutionHistory.fromJson(stored(file), "study"), harness.replayer());
  }

  @Test
  void theyHoldContinueAsNewAFailedChainAndTheReport() throws IOException {
    assertThat(types(TUNING))
        .contains(EventType.EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_FAILED)
        .last()
        .isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW);
    assertThat(types(RUNS)).last().isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED);
  }

  /** A change of shape takes a step or a chain away, adds one or puts them in another order. */
  @ParameterizedTest
  @CsvSource({
    "history-tuning.json, chooseSettings, plannedRuns",
    "history-tuning.json, study.t1, study.t2",
    "history-runs.json, reportExperiment, openRound",
    "history-runs.json, plannedRuns, openRound"
  })
  void noticesWhenAHistoryIsNotOfThisCode(String file, String was, String is) throws IOException {
    String changed = stored(file).replace("\"" + was + "\"", "\"" + is + "\"");

    assertThatThrownBy(
            () ->
                WorkflowReplayer.replayWorkflowExecution(
                    WorkflowExecutionHistory.fromJson(changed, "study"), harness.replayer()))
        .hasMessageContaining(was);
  }

  private static List<EventType> types(String file) throws IOException {
    return WorkflowExecutionHistory.fromJson(stored(file), "study").getEvents().stream()
        .map(event -> event.getEventType())
        .toList();
  }

  private static String stored(String file) throws IOException {
    try (InputStream history = ExperimentHistoryTest.class.getResourceAsStream(file)) {
      return new String(requireNonNull(history).readAllBytes(), UTF_8);
    }
  }
}
