package org.histochain.workflows.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.testing.WorkflowReplayer;
import java.util.List;
import org.histochain.workflows.contract.BestStage;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.EvaluateRequest;
import org.histochain.workflows.contract.FilterRequest;
import org.histochain.workflows.contract.FilterSpec;
import org.histochain.workflows.contract.PoolFoldsRequest;
import org.histochain.workflows.contract.PseudoLabelRequest;
import org.histochain.workflows.contract.RecordRequest;
import org.histochain.workflows.contract.Specs;
import org.histochain.workflows.contract.SplitSpec;
import org.histochain.workflows.contract.StageRecord;
import org.histochain.workflows.contract.TaskQueues;
import org.histochain.workflows.contract.TrainRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FoldsTest {
  private final StubSteps steps = new StubSteps();
  private final ChainHarness harness = new ChainHarness(steps);
  private final ChainHarness stranger = new ChainHarness(new StubSteps());

  @AfterEach
  void close() {
    stranger.close();
    harness.close();
  }

  @Test
  void eachFoldHasAChainOfItsOwnAndTheMainOneIsNeverEvaluated() {
    steps.shards = 1;
    harness.chain("folds").run(ChainRequest.of(twoFolds(1)));

    assertThat(steps.calls)
        .containsExactly(
            "prepare",
            "trainTeacher fold-1/teacher",
            "evaluate model-fold-1/teacher",
            "trainTeacher fold-2/teacher",
            "evaluate model-fold-2/teacher",
            "poolFolds predictions-model-fold-1/teacher",
            "trainTeacher teacher",
            "recordStages 0",
            "pseudoLabel 0",
            "indexScores of 1 tables from scores-0-by-model-fold-1/teacher",
            "indexScores of 1 batches",
            "filter index-1",
            "pretrain fold-1/pretrain-1",
            "evaluate model-fold-1/pretrain-1",
            "finetune fold-1/finetune-1",
            "evaluate model-fold-1/finetune-1",
            "pseudoLabel 0",
            "indexScores of 1 tables from scores-0-by-model-fold-2/teacher",
            "indexScores of 1 batches",
            "filter index-1",
            "pretrain fold-2/pretrain-1",
            "evaluate model-fold-2/pretrain-1",
            "finetune fold-2/finetune-1",
            "evaluate model-fold-2/finetune-1",
            "poolFolds predictions-model-fold-1/pretrain-1",
            "poolFolds predictions-model-fold-1/finetune-1",
            "pseudoLabel 0",
            "indexScores of 1 tables from scores-0-by-model-teacher",
            "indexScores of 1 batches",
            "filter index-1",
            "pretrain pretrain-1",
            "finetune finetune-1",
            "recordStages 1",
            "report");
  }

  @Test
  void aFoldNeverSeesWhatItHoldsOut() {
    harness.chain("apart").run(ChainRequest.of(twoFolds(2)));

    for (TrainRequest training : steps.requests(TrainRequest.class)) {
      for (int fold = 1; fold <= 2; fold++) {
        String own = "-but-" + fold;
        if (training.purpose().startsWith("fold-" + fold + "/")) {
          assertThat(List.of(training.table().sha256(), String.valueOf(training.pool())))
              .noneMatch(table -> table.equals("labelled") || table.contains("[sha256=pool,"))
              .anyMatch(table -> table.contains(own));
        }
      }
      if (!training.purpose().startsWith("fold-") && !training.purpose().startsWith("pretrain")) {
        assertThat(training.table()).isEqualTo(StubSteps.artifact("labelled"));
      }
    }
    assertThat(steps.requests(EvaluateRequest.class))
        .allSatisfy(
            request ->
                assertThat(request.table().sha256())
                    .isEqualTo("held-" + request.model().sha256().charAt("model-fold-".length())));
    assertThat(steps.requests(PseudoLabelRequest.class))
        .allSatisfy(
            request -> {
              String model = request.model().sha256();
              assertThat(request.pool().sha256())
                  .isEqualTo(
                      model.startsWith("model-fold-")
                          ? "pool-but-" + model.charAt("model-fold-".length())
                          : "pool");
            });
    assertThat(steps.requests(PseudoLabelRequest.class))
        .filteredOn(request -> request.context().iteration() == 2)
        .extracting(request -> request.model().sha256())
        .contains("model-fold-1/finetune-1", "model-fold-2/finetune-1", "model-finetune-1");
    assertThat(steps.requests(PoolFoldsRequest.class))
        .allSatisfy(
            request -> {
              assertThat(request.tables())
                  .containsExactly(StubSteps.artifact("held-1"), StubSteps.artifact("held-2"));
              assertThat(request.predictions()).hasSize(2);
            });
  }

  @Test
  void aFoldsFilterAlignsWithTheLabelsThatItsOwnModelsSee() {
    ChainSpec spec = Specs.with(twoFolds(1), new FilterSpec("0.8", 1, "labels"));
    harness.chain("aligned").run(ChainRequest.of(spec));
    harness
        .chain("uniform")
        .run(ChainRequest.of(Specs.with(twoFolds(1), new FilterSpec("0.8", 1, "uniform"))));

    assertThat(steps.requests(FilterRequest.class))
        .extracting(request -> String.valueOf(request.labelled()))
        .containsExactly(
            String.valueOf(StubSteps.artifact("labelled-but-1")),
            String.valueOf(StubSteps.artifact("labelled-but-2")),
            String.valueOf(StubSteps.artifact("labelled")),
            "null",
            "null",
            "null");
  }

  @Test
  void pooledScoresChooseTheBestAndEndPatience() {
    steps.balancedAccuracy.put("pooled-teacher", 0.4);
    steps.balancedAccuracy.put("pooled-finetune-1", 0.7);
    steps.balancedAccuracy.put("pooled-finetune-2", 0.6);
    ChainSpec spec =
        Specs.with(Specs.withChain(5, 1, "balancedAccuracy"), new SplitSpec(0, 0.3, 1234, 2));

    ChainResult result = harness.chain("patient").run(ChainRequest.of(spec));

    assertThat(result.iterations()).isEqualTo(2);
    assertThat(result.best()).isEqualTo(new BestStage(1, "model-finetune-1", 0.7));
    List<StageRecord> first = steps.requests(RecordRequest.class).getFirst().stages();
    assertThat(first.getFirst().model().model()).isEqualTo(StubSteps.artifact("model-teacher"));
    assertThat(first.getFirst().validation().predictions())
        .isEqualTo(StubSteps.artifact("pooled-teacher"));
    assertThat(first.getFirst().validation().run().seconds())
        .isEqualTo(1.5 + 2 * (1.5 + 1.5)); // pooling, and training and evaluating twice
    assertThat(harness.existing("patient").progress().recent())
        .extracting(StageView::modelSha256)
        .noneMatch(model -> model.contains("fold"));
  }

  @Test
  void historiesWithFoldsReplay() throws Exception {
    harness.chain("replayed").run(ChainRequest.of(twoFolds(1)));
    for (String id : List.of("replayed", "replayed/iteration-1", "replayed/iteration-1-fold-2")) {
      WorkflowReplayer.replayWorkflowExecution(
          harness.temporal.getWorkflowClient().fetchHistory(id),
          stranger.temporal.getWorkerFactory().getWorker(TaskQueues.WORKFLOW));
    }
  }

  private static ChainSpec twoFolds(int iterations) {
    return Specs.with(
        Specs.withChain(iterations, null, "balancedAccuracy"), new SplitSpec(0, 0.3, 1234, 2));
  }
}
