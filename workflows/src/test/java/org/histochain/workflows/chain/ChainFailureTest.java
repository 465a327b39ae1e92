package org.histochain.workflows.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.temporal.activity.Activity;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.histochain.workflows.contract.EvaluateRequest;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.FailRequest;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.InferActivities;
import org.histochain.workflows.contract.PseudoLabelRequest;
import org.histochain.workflows.contract.ScoreTable;
import org.histochain.workflows.contract.Specs;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.StepTimeouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ChainFailureTest {
  private final StubSteps steps = new StubSteps();
  private final ChainHarness harness = new ChainHarness(steps);

  @AfterEach
  void close() {
    harness.close();
  }

  @ParameterizedTest
  @CsvSource({
    "prepare, InvalidChain, 0",
    "trainTeacher teacher, Diverged, 0",
    "pseudoLabel 1, InvalidDataset, 1",
    "indexScores of 1 batches, StoreRefused, 1",
    "filter index-2, EmptySelection, 2",
    "finetune finetune-1, NoProgress, 1",
    "report, StoreRefused, 2"
  })
  void surfacesTheTypeAndTheMessageOfAStepAndWritesThemDown(
      String step, String type, int iteration) {
    steps.failNext(step, StubSteps.permanent(type, "K is odd: mend it\nat Some.frame"));

    ApplicationFailure failure = failureOf("failing", ChainRequest.of(Specs.sound()));

    assertThat(failure.getType()).isEqualTo(type);
    assertThat(failure.getOriginalMessage()).isEqualTo("K is odd: mend it");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(steps.requests(FailRequest.class))
        .containsExactly(
            new FailRequest(new StepContext("failing", iteration), type, "K is odd: mend it"));
    assertThat(steps.calls.getLast()).isEqualTo("recordFailure");
  }

  @Test
  void retriesAStepThatFailsForAWhile() {
    for (int attempt = 0; attempt < 12; attempt++) {
      steps.failNext("pretrain pretrain-1", new IllegalStateException("the store is away"));
    }
    harness.chain("patient").run(ChainRequest.of(Specs.sound()));

    assertThat(steps.calls).filteredOn("pretrain pretrain-1"::equals).hasSize(13);
    assertThat(steps.requests(FailRequest.class)).isEmpty();
  }

  @Test
  void failsUnderItsTypeEvenIfTheStoreCannotBeTold() {
    steps.failNext("prepare", StubSteps.permanent(FailureTypes.STORE_REFUSED, "read-only"));
    for (int attempt = 0; attempt < 100; attempt++) {
      steps.failNext("recordFailure", new IllegalStateException("the store is read-only"));
    }
    assertThat(failureOf("untold", ChainRequest.of(Specs.sound())).getType())
        .isEqualTo(FailureTypes.STORE_REFUSED);
  }

  @Test
  void startsNoFurtherShardAfterOneFailedForGood() {
    int atOnce = LabelBatchWorkflowImpl.SHARDS_AT_ONCE;
    steps.shards = 2 * atOnce;
    steps.failNext("pseudoLabel 0", StubSteps.permanent(FailureTypes.INVALID_DATASET, "damaged"));
    List<StubSteps.Held> others =
        IntStream.range(1, steps.shards)
            .mapToObj(shard -> steps.hold("pseudoLabel " + shard))
            .toList();

    assertThat(failureOf("stopped", ChainRequest.of(Specs.sound())).getType())
        .isEqualTo(FailureTypes.INVALID_DATASET);
    others.forEach(shard -> shard.letGo().countDown());
    assertThat(
            harness.client().fetchHistory("stopped/iteration-1/labels-0").getEvents().stream()
                .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes))
        .hasSize(atOnce);
  }

  @Test
  void refusesAnIdThatIsNoFolderName() {
    ApplicationFailure failure = failureOf("Up/../there", ChainRequest.of(Specs.sound()));
    assertThat(failure.getType()).isEqualTo(FailureTypes.INVALID_CHAIN);
    assertThat(failure.getOriginalMessage()).startsWith("id is Up/../there: ");
    assertThat(steps.calls).isEmpty();
  }

  @Test
  void refusesTimeoutsThatNoServerTakes() {
    StepTimeouts timeouts = new StepTimeouts(Duration.ofSeconds(-1), null, null);
    ApplicationFailure failure =
        failureOf("timeless", new ChainRequest(Specs.sound(), null, timeouts));
    assertThat(failure.getType()).isEqualTo(FailureTypes.INVALID_CHAIN);
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        arguments((Object) new Object[] {Map.of("spec", Map.of("threads", 2))}),
        arguments((Object) new Object[] {Map.of()}),
        arguments((Object) new Object[] {"a word"}),
        arguments((Object) new Object[] {null}),
        arguments((Object) new Object[0]));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void endsAsInvalidChainWhereTheInputIsNoChain(Object[] input) {
    WorkflowStub stub = harness.untyped("by-hand");
    stub.start(input);
    ApplicationFailure failure = failureOf(stub);
    assertThat(failure.getType()).isEqualTo(FailureTypes.INVALID_CHAIN);
    assertThat(failure.getOriginalMessage())
        .startsWith("the workflow's input is no ChainRequest: ")
        .doesNotContain("\n");
  }

  @Test
  void recordsACancellationAndEndsCancelled() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    InferActivities slow =
        new InferActivities() {
          @Override
          public ScoreTable pseudoLabel(PseudoLabelRequest request) {
            started.countDown();
            while (true) {
              Activity.getExecutionContext().heartbeat(null);
              LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
          }

          @Override
          public Evaluated evaluate(EvaluateRequest request) {
            return steps.infer().evaluate(request);
          }
        };
    try (ChainHarness other = new ChainHarness(steps.train(), slow, steps.cpu())) {
      ChainWorkflow chain = other.chain("cancelled");
      StepTimeouts brisk = new StepTimeouts(Duration.ofSeconds(1), null, null);
      WorkflowClient.start(chain::run, new ChainRequest(Specs.sound(), null, brisk));
      started.await();
      WorkflowStub stub = WorkflowStub.fromTyped(chain);
      stub.cancel();

      assertThatExceptionOfType(WorkflowFailedException.class)
          .isThrownBy(() -> stub.getResult(ChainResult.class))
          .withCauseInstanceOf(CanceledFailure.class);
      assertThat(steps.requests(FailRequest.class))
          .extracting(FailRequest::type)
          .containsExactly(FailureTypes.CANCELLED);
    }
  }

  private ApplicationFailure failureOf(String id, ChainRequest request) {
    WorkflowStub stub = harness.untyped(id);
    stub.start(request);
    return failureOf(stub);
  }

  private static ApplicationFailure failureOf(WorkflowStub stub) {
    try {
      stub.getResult(ChainResult.class);
    } catch (WorkflowFailedException e) {
      if (e.getCause() instanceof ApplicationFailure failure) {
        return failure;
      }
      throw e;
    }
    throw new AssertionError("the chain did not fail");
  }
}
