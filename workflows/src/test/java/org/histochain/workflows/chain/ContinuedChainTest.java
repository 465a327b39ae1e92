package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DataConverter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.BestStage;
import org.histochain.workflows.contract.DataConverters;
import org.histochain.workflows.contract.FilterRequest;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.Specs;
import org.histochain.workflows.contract.StepTimeouts;
import org.histochain.workflows.contract.TrainRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContinuedChainTest {
  private static final int ITERATIONS = 260;

  private final StubSteps steps = new StubSteps();
  private final ChainHarness harness = new ChainHarness(steps);

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void continuesAsNewBetweenIterationsAndCarriesEverything() {
    steps.shards = 1;
    steps.balancedAccuracy.put("model-finetune-7", 0.9);
    StepTimeouts timeouts = new StepTimeouts(Duration.ofSeconds(61), null, null);
    WorkflowStub stub = harness.untyped("long");
    String firstRun =
        stub.start(
                new ChainRequest(
                    Specs.withChain(ITERATIONS, null, "balancedAccuracy"), null, timeouts))
            .getRunId();

    ChainResult result = stub.getResult(ChainResult.class);

    assertThat(result.iterations()).isEqualTo(ITERATIONS);
    assertThat(result.best()).isEqualTo(new BestStage(7, "model-finetune-7", 0.9));
    ChainRequest carriedOver = carriedOver(firstRun);
    ChainCarried carried = requireNonNull(carriedOver.carried());
    int done = carried.iterationsDone();
    assertThat(done).isBetween(50, ITERATIONS - 1);
    assertThat(carriedOver.timeouts()).isEqualTo(timeouts);
    assertThat(carried.teacher()).isEqualTo(StubSteps.artifact("model-finetune-" + done));
    assertThat(carried.stages()).isEqualTo(StubSteps.artifact("stages-" + done));
    assertThat(carried.best().iteration()).isEqualTo(7);
    assertThat(carried.recent()).hasSize(Chain.RECENT);
    assertThat(carried.recent().getLast().modelSha256()).isEqualTo("model-finetune-" + done);
    assertThat(steps.requests(TrainRequest.class)).hasSize(1 + 2 * ITERATIONS);
    assertThat(steps.calls).filteredOn("prepare"::equals).hasSize(1);
    assertThat(steps.requests(ReportRequest.class))
        .extracting(ReportRequest::stages)
        .containsExactly(new ArtifactRef("stages-260", "stages-260".length()));
  }

  @Test
  void carriesAnExtensionOver() throws Exception {
    steps.shards = 1;
    StubSteps.Held teacher = steps.hold("trainTeacher teacher");
    WorkflowStub stub = harness.untyped("long");
    String firstRun =
        stub.start(ChainRequest.of(Specs.withChain(3, null, "balancedAccuracy"))).getRunId();
    teacher.begun().await();
    harness.existing("long").extend(ITERATIONS);
    teacher.letGo().countDown();

    assertThat(stub.getResult(ChainResult.class).iterations()).isEqualTo(ITERATIONS);
    assertThat(carriedOver(firstRun).spec().chain().iterations()).isEqualTo(ITERATIONS);
  }

  /** Each is sent as soon as the last one is answered and the chain has got on. */
  @Test
  void losesNoneOfAHundredUpdates() throws Exception {
    steps.shards = 1;
    // However fast the chain is, it does not end before all are sent.
    StubSteps.Held late = steps.hold("finetune finetune-" + ITERATIONS);
    WorkflowStub stub = harness.untyped("long");
    String firstRun =
        stub.start(ChainRequest.of(Specs.withChain(ITERATIONS, null, "balancedAccuracy")))
            .getRunId();
    ChainWorkflow chain = harness.existing("long");
    SortedMap<Integer, String> expected = new TreeMap<>();
    int length = ITERATIONS;
    for (int update = 0; update < 100; update++) {
      int target = 2 * update;
      await().atMost(Duration.ofMinutes(1)).until(() -> recorded() >= target);
      if (update % 3 == 2) {
        length++;
        assertThat(chain.extend(length)).isEqualTo(new Steered(true, false, length));
      } else {
        String k = Integer.toString(1000 + update);
        Steered steered = chain.set(new SettingsRequest(new TreeMap<>(Map.of("filter.k", k))));
        assertThat(steered.changed()).isTrue();
        expected.put(requireNonNull(steered.from()), k);
      }
    }
    late.letGo().countDown();

    assertThat(stub.getResult(ChainResult.class).iterations()).isEqualTo(length);
    assertThat(carriedOver(firstRun).spec().changes()).isNotEmpty();
    expected.putIfAbsent(1, "0.8");
    assertThat(steps.requests(FilterRequest.class))
        .hasSize(length)
        .allSatisfy(
            request ->
                assertThat(request.filter().k())
                    .as("iteration %d", request.context().iteration())
                    .isEqualTo(
                        expected
                            .headMap(request.context().iteration() + 1)
                            .lastEntry()
                            .getValue()));
  }

  private long recorded() {
    synchronized (steps.calls) {
      return steps.calls.stream().filter(call -> call.startsWith("recordStages")).count();
    }
  }

  private ChainRequest carriedOver(String run) {
    HistoryEvent last =
        harness.temporal.getWorkflowClient().fetchHistory("long", run).getLastEvent();
    assertThat(last.getEventType())
        .isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW);
    DataConverter converter = DataConverters.guarded();
    return converter.fromPayloads(
        0,
        Optional.of(last.getWorkflowExecutionContinuedAsNewEventAttributes().getInput()),
        ChainRequest.class,
        ChainRequest.class);
  }
}
