package org.histochain.workflows.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.Specs;
import org.histochain.workflows.contract.StateRequest;
import org.histochain.workflows.contract.StepProgress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExtendTest {
  private final StubSteps steps = new StubSteps();
  private final ChainHarness harness = new ChainHarness(steps);
  private final ChainWorkflow chain = harness.chain("chain");

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void addsIterationsThatTheReportKnowsOf() throws Exception {
    StubSteps.Held pretraining = begin("pretrain pretrain-2");
    assertThat(chain.extend(4)).isEqualTo(new Steered(true, false, 4));
    assertThat(chain.extend(4)).isEqualTo(new Steered(false, false, 4));
    assertThat(chain.progress().iterations()).isEqualTo(4);
    pretraining.letGo().countDown();

    assertThat(harness.result("chain").iterations()).isEqualTo(4);
    assertThat(steps.requests(StateRequest.class))
        .extracting(StateRequest::spec)
        .containsExactly(Specs.sound().withIterations(4));
    assertThat(steps.requests(ReportRequest.class))
        .extracting(ReportRequest::spec)
        .containsExactly(Specs.sound().withIterations(4));
  }

  @Test
  void endsAChainAfterTheIterationInCourse() throws Exception {
    StubSteps.Held pretraining = begin("pretrain pretrain-1");
    chain.extend(1);
    pretraining.letGo().countDown();
    assertThat(harness.result("chain").iterations()).isEqualTo(1);
  }

  @Test
  void refusesFewerIterationsThanHaveBegun() throws Exception {
    StubSteps.Held pretraining = begin("pretrain pretrain-2");
    for (int fewer : new int[] {1, 0, -1}) {
      assertThatThrownBy(() -> chain.extend(fewer))
          .isInstanceOf(WorkflowUpdateException.class)
          .rootCause()
          .isInstanceOfSatisfying(
              ApplicationFailure.class,
              refusal ->
                  assertThat(refusal.getOriginalMessage())
                      .isEqualTo(
                          "chain chain: it is in iteration 2 already: extend it to 2 or more"));
    }
    pretraining.letGo().countDown();
    assertThat(harness.result("chain").iterations()).isEqualTo(2);
    assertThat(steps.requests(StateRequest.class)).isEmpty();
  }

  @Test
  void isRefusedOnceTheReportIsMade() throws Exception {
    StubSteps.Held reporting = begin("report");
    assertThatThrownBy(() -> chain.extend(9))
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining("it makes its report: extend it once that is over");
    reporting.letGo().countDown();
    assertThat(harness.result("chain").iterations()).isEqualTo(2);
  }

  @Test
  void isHeededWhileTheChainWaitsBeforeItsReport() throws Exception {
    StubSteps.Held recording = begin("recordStages 2");
    chain.pause();
    recording.letGo().countDown();
    chain.extend(3);
    chain.resume();
    assertThat(harness.result("chain").iterations()).isEqualTo(3);
  }

  @Test
  void showsHowFarATrainingStepIs() throws Exception {
    StubSteps.Held pretraining = begin("pretrain pretrain-1");
    StepProgress progress = new StepProgress("pretrain-1", 30, 120, 2, 8, 0.41235, 730.4, 192);
    chain.stepProgress(progress);
    ChainProgress shown = chain.progress();
    assertThat(shown.running()).isEqualTo(progress);
    assertThat(CurrentDetails.of(shown, "balancedAccuracy", 1_800_000_000_000L))
        .startsWith("**iteration 1 of 2**, best so far: teacher, balancedAccuracy 50.0 %\n\n| run")
        .contains(
            "| **pretrain-1** | 2 of 8 | 25 % | 0.4124 | 730 | 3 min 12 s | 2027-01-15T08:00:00Z |")
        .contains("| 0 | teacher |");
    pretraining.letGo().countDown();
    harness.result("chain");
    assertThat(chain.progress().running()).isNull();
  }

  private StubSteps.Held begin(String call) throws InterruptedException {
    StubSteps.Held held = steps.hold(call);
    WorkflowClient.start(chain::run, ChainRequest.of(Specs.sound()));
    held.begun().await();
    return held;
  }
}
