package org.histochain.workflows.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.testing.WorkflowReplayer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.BestStage;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.IterationSpec;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.PatchCounts;
import org.histochain.workflows.contract.PatchTables;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.PseudoLabelRequest;
import org.histochain.workflows.contract.RecordRequest;
import org.histochain.workflows.contract.Specs;
import org.histochain.workflows.contract.SplitSpec;
import org.histochain.workflows.contract.StageRecord;
import org.histochain.workflows.contract.StepRun;
import org.histochain.workflows.contract.StepTimeouts;
import org.histochain.workflows.contract.TaskQueues;
import org.histochain.workflows.contract.TrainRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code chain.teacher: best}: the best stage by validation so far labels the pool. */
@Timeout(60)
final class BestTeacherTest {
  private final StubSteps steps = new StubSteps();
  private final ChainHarness harness = new ChainHarness(steps);
  private final ChainHarness stranger = new ChainHarness(new StubSteps());

  @BeforeEach
  void oneShard() {
    steps.shards = 1;
  }

  @AfterEach
  void close() {
    stranger.close();
    harness.close();
  }

  @Test
  void theBestSoFarLabelsThePoolWhetherItIsTheLastOrNot() {
    scores("model-finetune-", 0.5, 0.7, 0.6, 0.7, 0.8, 0.1);
    ChainResult result = harness.chain("best").run(ChainRequest.of(best(6, null, true)));

    List<String> teachers =
        List.of(
            "model-teacher",
            "model-teacher",
            "model-finetune-2",
            "model-finetune-2",
            "model-finetune-2",
            "model-finetune-5");
    assertThat(labelling()).isEqualTo(teachers);
    assertThat(steps.requests(TrainRequest.class))
        .filteredOn(training -> training.purpose().startsWith("pretrain-"))
        .extracting(training -> String.valueOf(initial(training)))
        .isEqualTo(teachers);
    assertThat(result.best()).isEqualTo(new BestStage(5, "model-finetune-5", 0.8));
  }

  @Test
  void stagesSayWhoLabelledThePoolWhereItWasNotTheOneBefore() {
    scores("model-finetune-", 0.7, 0.6, 0.5);
    harness.chain("said").run(ChainRequest.of(best(3, null, false)));

    assertThat(steps.requests(RecordRequest.class))
        .flatExtracting(RecordRequest::stages)
        .extracting(StageRecord::teacher)
        .containsExactly(null, null, null, null, null, 1, 1);
  }

  @Test
  void patienceCountsIterationsWithoutANewBestAsBefore() {
    scores("model-finetune-", 0.6, 0.55, 0.6, 0.9);
    ChainResult result = harness.chain("patient").run(ChainRequest.of(best(10, 2, false)));

    assertThat(result.iterations()).isEqualTo(3);
    assertThat(result.best().iteration()).isEqualTo(1);
  }

  @Test
  void itMayBeSetFromAnIterationOn() throws Exception {
    scores("model-finetune-", 0.7, 0.6, 0.5, 0.4);
    StubSteps.Held held = steps.hold("finetune finetune-2");
    ChainWorkflow chain = harness.chain("set");
    WorkflowClient.start(chain::run, ChainRequest.of(Specs.withChain(4, null, "balancedAccuracy")));
    held.begun().await();
    chain.set(new SettingsRequest(new TreeMap<>(Map.of("chain.teacher", "best"))));
    held.letGo().countDown();
    harness.result("set");

    assertThat(labelling())
        .containsExactly(
            "model-teacher", "model-finetune-1", "model-finetune-1", "model-finetune-1");
  }

  @Test
  void eachFoldHasItsOwnModelOfTheBestStage() throws Exception {
    scores("pooled-finetune-", 0.7, 0.6, 0.5);
    harness
        .chain("folds")
        .run(ChainRequest.of(Specs.with(best(3, null, true), new SplitSpec(0, 0.3, 1234, 2))));

    for (int fold = 1; fold <= 2; fold++) {
      String own = "model-fold-" + fold + "/";
      assertThat(labelling())
          .filteredOn(model -> model.startsWith(own))
          .containsExactly(own + "teacher", own + "finetune-1", own + "finetune-1");
    }
    assertThat(labelling())
        .filteredOn(model -> !model.startsWith("model-fold-"))
        .containsExactly("model-teacher", "model-finetune-1", "model-finetune-1");
    for (String id : List.of("folds", "folds/iteration-3", "folds/iteration-3-fold-2")) {
      WorkflowReplayer.replayWorkflowExecution(
          harness.temporal.getWorkflowClient().fetchHistory(id),
          stranger.temporal.getWorkerFactory().getWorker(TaskQueues.WORKFLOW));
    }
  }

  @Test
  void aStateOfAnOlderVersionHasItsStepsGoneThroughOnceMore() {
    scores("model-finetune-", 0.9, 0.6, 0.5);
    ArtifactRef last = StubSteps.artifact("model-finetune-2");
    ChainCarried old =
        new ChainCarried(
            prepared(),
            2,
            last,
            StubSteps.artifact("stages-2"),
            new BestStage(1, "model-finetune-1", 0.9),
            List.of());
    harness.chain("old").run(new ChainRequest(best(3, null, false), old, StepTimeouts.DEFAULTS));

    assertThat(steps.calls).filteredOn("prepare"::equals).hasSize(1);
    assertThat(labelling())
        .containsExactly("model-teacher", "model-finetune-1", "model-finetune-1");
  }

  @Test
  void aStateOfAnOlderVersionWhoseLastStudentIsTheBestGoesOn() {
    scores("model-finetune-", 0.5, 0.9, 0.5);
    ChainCarried old =
        new ChainCarried(
            prepared(),
            2,
            StubSteps.artifact("model-finetune-2"),
            StubSteps.artifact("stages-2"),
            new BestStage(2, "model-finetune-2", 0.9),
            List.of());
    harness.chain("old").run(new ChainRequest(best(3, null, false), old, StepTimeouts.DEFAULTS));

    assertThat(labelling()).containsExactly("model-finetune-2");
  }

  private static ChainSpec best(int iterations, @Nullable Integer patience, boolean warm) {
    return Specs.with(
        Specs.sound(),
        new IterationSpec(iterations, patience, "balancedAccuracy", warm ? true : null, "best"));
  }

  private static Prepared prepared() {
    ChainSpec spec = Specs.sound();
    return new Prepared(
        List.of("STR", "TUM"),
        28,
        1,
        new PatchCounts(54, 546, 100, 300),
        new PatchTables(
            StubSteps.artifact("labelled"),
            StubSteps.artifact("pool"),
            StubSteps.artifact("validation"),
            StubSteps.artifact("SHUT-test"),
            StubSteps.artifact("SHUT-truth")),
        Normalisation.IMAGENET,
        spec.network(),
        new StepRun("key", false, 1));
  }

  private void scores(String model, double... students) {
    for (int iteration = 1; iteration <= students.length; iteration++) {
      steps.balancedAccuracy.put(model + iteration, students[iteration - 1]);
    }
  }

  private static @Nullable String initial(TrainRequest training) {
    ArtifactRef initial = training.initial();
    return initial == null ? null : initial.sha256();
  }

  private List<String> labelling() {
    return steps.requests(PseudoLabelRequest.class).stream()
        .map(request -> request.model().sha256())
        .toList();
  }
}
