package org.histochain.workflows.experiment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.util.List;
import org.histochain.workflows.chain.ChainHarness;
import org.histochain.workflows.chain.StubSteps;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.PlannedRun;
import org.histochain.workflows.contract.PrepareRequest;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.Specs;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.TaskQueues;
import org.junit.jupiter.api.Test;

class ExperimentWorkflowTest {
  private static final ArtifactRef PLAN = StubSteps.artifact("plan");

  private final StubSteps steps = new StubSteps();

  private static PlannedRun run(String chain) {
    return new PlannedRun(
        chain, "chain, draw 1", Specs.withChain(1, null, "balancedAccuracy"), false);
  }

  private static ExperimentWorkflow experiment(ChainHarness harness) {
    return harness
        .client()
        .newWorkflowStub(
            ExperimentWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId("study")
                .setTaskQueue(TaskQueues.WORKFLOW)
                .build());
  }

  private List<String> opened() {
    return steps.requests(ReportRequest.class).stream()
        .map(request -> request.context().chainId())
        .toList();
  }

  private List<String> prepared() {
    return steps.requests(PrepareRequest.class).stream()
        .map(request -> request.context().chainId())
        .toList();
  }

  @Test
  void tunesWithTestShutAndOpensItForTheRunsAlone() {
    StubExperiment plan =
        new StubExperiment(
            List.of(
                List.of(List.of(run("study.t1"), run("study.t2"), run("study.t3"))),
                List.of(List.of(run("study.t4"))),
                List.of(List.of(run("study.1")), List.of(run("study.2")))));
    try (ChainHarness harness = new ChainHarness(steps, plan, plan.audits())) {
      ExperimentResult result = experiment(harness).run(ExperimentRequest.of(PLAN, 1));

      assertThat(result).isEqualTo(new ExperimentResult(6, 0, StubSteps.artifact("results")));
      assertThat(plan.calls)
          .containsExactly("open 0", "choose 0", "open 1", "choose 1", "open 2", "report");
      assertThat(requireNonNull(plan.reported.get()).tuning())
          .isEqualTo(StubSteps.artifact("tuning-1"));
      assertThat(steps.requests(StepContext.class))
          .extracting(StepContext::chainId)
          .containsExactly("study.t1", "study.t2", "study.t3", "study.t4");
      assertThat(opened()).containsExactly("study.1", "study.2");
    }
  }

  @Test
  void runsFamiliesSideBySideAndTheirChainsInOrder() {
    StubExperiment plan =
        new StubExperiment(
            List.of(
                List.of(
                    List.of(run("study.1"), run("study.2")),
                    List.of(run("study.3")),
                    List.of(run("study.4")))));
    StubSteps.Held teacher = steps.hold("trainTeacher teacher");
    try (ChainHarness harness = new ChainHarness(steps, plan, plan.audits())) {
      ExperimentWorkflow experiment = experiment(harness);
      WorkflowClient.start(experiment::run, ExperimentRequest.of(PLAN, 2));
      await().until(() -> prepared().size() == 2);
      assertThat(prepared()).containsExactlyInAnyOrder("study.1", "study.3");
      assertThat(experiment.progress().runs()).isEqualTo(4);
      assertThat(experiment.progress().running()).containsExactlyInAnyOrder("study.1", "study.3");
      teacher.letGo().countDown();

      WorkflowStub.fromTyped(experiment).getResult(ExperimentResult.class);
      assertThat(prepared()).hasSize(4);
      assertThat(opened().indexOf("study.1")).isLessThan(opened().indexOf("study.2"));
      assertThat(experiment.progress()).isEqualTo(new ExperimentProgress(0, 1, 4, 4, 0, List.of()));
    }
  }

  @Test
  void goesOnWhereAChainFails() {
    StubExperiment plan =
        new StubExperiment(List.of(List.of(List.of(run("study.1"), run("study.2")))));
    steps.failNext("trainTeacher teacher", StubSteps.permanent("Diverged", "the loss is NaN"));
    try (ChainHarness harness = new ChainHarness(steps, plan, plan.audits())) {
      ExperimentResult result = experiment(harness).run(ExperimentRequest.of(PLAN, 1));

      assertThat(result).isEqualTo(new ExperimentResult(2, 1, StubSteps.artifact("results")));
      assertThat(opened()).containsExactly("study.2");
      assertThat(plan.calls).contains("report");
    }
  }

  @Test
  void auditsAreDoneWhenEveryChainHasEndedAndBeforeTheReport() {
    StubExperiment plan =
        new StubExperiment(
            List.of(
                List.of(List.of(run("study.t1"))),
                List.of(List.of(run("study.1")), List.of(run("study.2"), run("study.3")))),
            3);
    try (ChainHarness harness = new ChainHarness(steps, plan, plan.audits())) {
      ExperimentResult result = experiment(harness).run(ExperimentRequest.of(PLAN, 1));

      assertThat(result).isEqualTo(new ExperimentResult(4, 0, StubSteps.artifact("results")));
      assertThat(plan.calls)
          .containsExactly(
              "open 0", "choose 0", "open 1", "audit 0", "audit 1", "audit 2", "report");
      assertThat(opened()).containsExactly("study.1", "study.2", "study.3");
    }
  }

  @Test
  void leavesAloneWhatIsDone() {
    PlannedRun done = new PlannedRun("study.1", "chain, draw 1", Specs.sound(), true);
    StubExperiment plan =
        new StubExperiment(List.of(List.of(List.of(done, run("study.2"), run("study.3")))));
    try (ChainHarness harness = new ChainHarness(steps, plan, plan.audits())) {
      ExperimentResult result = experiment(harness).run(ExperimentRequest.of(PLAN, 1));

      assertThat(result.runs()).isEqualTo(3);
      assertThat(prepared()).containsExactly("study.2", "study.3");
    }
  }

  @Test
  void cancelEndsItsChains() {
    StubExperiment plan =
        new StubExperiment(List.of(List.of(List.of(run("study.1"), run("study.2")))));
    StubSteps.Held teacher = steps.holdHeeding("trainTeacher teacher");
    try (ChainHarness harness = new ChainHarness(steps, plan, plan.audits())) {
      ExperimentWorkflow experiment = experiment(harness);
      WorkflowClient.start(experiment::run, ExperimentRequest.of(PLAN, 1));
      await().until(() -> teacher.begun().getCount() == 0);
      WorkflowStub stub = WorkflowStub.fromTyped(experiment);
      stub.cancel();

      assertThatExceptionOfType(WorkflowFailedException.class)
          .isThrownBy(() -> stub.getResult(ExperimentResult.class))
          .withCauseInstanceOf(CanceledFailure.class);
      assertThat(prepared()).containsExactly("study.1");
      assertThat(plan.calls).doesNotContain("report");
    }
  }
}
