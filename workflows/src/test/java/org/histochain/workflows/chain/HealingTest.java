package org.histochain.workflows.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.FilterRequest;
import org.histochain.workflows.contract.FilterSpec;
import org.histochain.workflows.contract.Specs;
import org.histochain.workflows.contract.StateRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An artifact that was there is gone when a step reads it. */
@Timeout(30)
class HealingTest {
  private static final String GONE = "There is no objects/sha256/aa/bb in the store file:store";

  private final StubSteps steps = new StubSteps();
  private final ChainHarness harness = new ChainHarness(steps);
  private final ChainWorkflow chain = harness.chain("chain");

  @AfterEach
  void close() {
    harness.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evaluate model-teacher",
        "pseudoLabel 1",
        "pretrain pretrain-2",
        "recordStages 2",
        "report"
      })
  void theStepsAreGoneThroughOnceMoreAndItIsSaid(String step) {
    steps.failNext(step, gone(GONE));

    assertThat(chain.run(ChainRequest.of(Specs.sound())).iterations()).isEqualTo(2);

    assertThat(steps.calls).filteredOn("trainTeacher teacher"::equals).hasSize(2);
    assertThat(steps.calls).filteredOn("recordStages 0"::equals).hasSizeBetween(1, 2);
    assertThat(steps.calls).doesNotContain("recordFailure");
    assertThat(chain.progress().note()).isEqualTo("Steps are gone through once more: " + GONE);
    assertThat(steps.requests(StateRequest.class))
        .extracting(StateRequest::note)
        .containsExactly("Steps are gone through once more: " + GONE);
    assertThat(CurrentDetails.of(chain.progress(), "balancedAccuracy", 0)).contains(GONE);
  }

  @Test
  void whatNoStepMakesIsMissedAgainAndEndsTheChain() {
    steps.failNext("pseudoLabel 0", gone(GONE));
    steps.failNext("pseudoLabel 0", gone(GONE));

    assertThatThrownBy(() -> chain.run(ChainRequest.of(Specs.sound())))
        .isInstanceOf(WorkflowFailedException.class)
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo(FailureTypes.MISSING_ARTIFACT);
              assertThat(failure.getOriginalMessage()).isEqualTo(GONE);
            });
    assertThat(steps.calls).filteredOn("trainTeacher teacher"::equals).hasSize(2);
    assertThat(steps.calls.getLast()).isEqualTo("recordFailure");
  }

  @Test
  void artifactsThatKeepGettingLostEndTheChain() {
    for (int lost = 0; lost <= 10; lost++) {
      steps.failNext("filter index-1", gone("There is no object " + lost));
    }

    assertThatThrownBy(() -> chain.run(ChainRequest.of(Specs.sound())))
        .isInstanceOf(WorkflowFailedException.class)
        .rootCause()
        .hasMessageContaining("There is no object 10");
    assertThat(steps.calls).filteredOn("filter index-1"::equals).hasSize(11);
  }

  @Test
  void childrenOfTheNextPassHaveIdsOfTheirOwn() {
    steps.failNext("pretrain pretrain-2", gone(GONE));
    chain.run(ChainRequest.of(Specs.sound()));

    assertThat(
            harness.temporal.getWorkflowClient().fetchHistory("chain").getEvents().stream()
                .filter(HistoryEvent::hasStartChildWorkflowExecutionInitiatedEventAttributes)
                .map(
                    event ->
                        event
                            .getStartChildWorkflowExecutionInitiatedEventAttributes()
                            .getWorkflowId()))
        .containsExactly(
            "chain/iteration-1",
            "chain/iteration-2",
            "chain/iteration-1-again-1",
            "chain/iteration-2-again-1");
  }

  @Test
  void settingsOfTheMeantimeHoldFromTheIterationThatNeverBegan() throws Exception {
    steps.failNext("pretrain pretrain-2", gone(GONE));
    StubSteps.Held preparing = steps.hold("recordState");
    WorkflowClient.start(chain::run, ChainRequest.of(Specs.withChain(3, null, "balancedAccuracy")));
    preparing.begun().await();
    Steered steered = chain.set(new SettingsRequest(new TreeMap<>(Map.of("filter.k", "0.3"))));
    preparing.letGo().countDown();

    assertThat(steered).isEqualTo(new Steered(true, false, 3, 3));
    assertThat(harness.result("chain").iterations()).isEqualTo(3);
    assertThat(steps.requests(FilterRequest.class))
        .extracting(FilterRequest::filter)
        .extracting(FilterSpec::k)
        .isEqualTo(List.of("0.8", "0.8", "0.8", "0.8", "0.3"));
  }

  private static ApplicationFailure gone(String message) {
    return StubSteps.permanent(FailureTypes.MISSING_ARTIFACT, message);
  }
}
