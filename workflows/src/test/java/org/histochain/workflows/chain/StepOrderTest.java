package org.histochain.workflows.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.histochain.workflows.contract.BestStage;
import org.histochain.workflows.contract.EvaluateRequest;
import org.histochain.workflows.contract.IndexRequest;
import org.histochain.workflows.contract.IterationSpec;
import org.histochain.workflows.contract.PseudoLabelRequest;
import org.histochain.workflows.contract.RecordRequest;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.Specs;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;
import org.histochain.workflows.contract.TrainRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StepOrderTest {
  private final StubSteps steps = new StubSteps();
  private final ChainHarness harness = new ChainHarness(steps);

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void runsTheStepsInTheOrderOfTheMethod() {
    steps.shards = 1;
    ChainResult result =
        harness.chain("ordered").run(ChainRequest.of(Specs.withChain(2, null, "balancedAccuracy")));

    assertThat(steps.calls)
        .containsExactly(
            "prepare",
            "trainTeacher teacher",
            "evaluate model-teacher",
            "recordStages 0",
            "pseudoLabel 0",
            "indexScores of 1 tables from scores-0-by-model-teacher",
            "indexScores of 1 batches",
            "filter index-1",
            "pretrain pretrain-1",
            "evaluate model-pretrain-1",
            "finetune finetune-1",
            "evaluate model-finetune-1",
            "recordStages 1",
            "pseudoLabel 0",
            "indexScores of 1 tables from scores-0-by-model-finetune-1",
            "indexScores of 1 batches",
            "filter index-2",
            "pretrain pretrain-2",
            "evaluate model-pretrain-2",
            "finetune finetune-2",
            "evaluate model-finetune-2",
            "recordStages 2",
            "report");
    assertThat(result.iterations()).isEqualTo(2);
    assertThat(result.summary()).isEqualTo(StubSteps.artifact("summary"));
  }

  @Test
  void aWarmStartBeginsEachPretrainingWithItsTeachersWeights() {
    IterationSpec warm = new IterationSpec(2, null, "balancedAccuracy", true, null);
    harness.chain("warm").run(ChainRequest.of(Specs.with(Specs.sound(), warm)));

    assertThat(steps.requests(TrainRequest.class))
        .extracting(TrainRequest::initial)
        .containsExactly(
            null,
            StubSteps.artifact("model-teacher"),
            StubSteps.artifact("model-pretrain-1"),
            StubSteps.artifact("model-finetune-1"),
            StubSteps.artifact("model-pretrain-2"));
  }

  @Test
  void trainsOnTheRightTableFromTheRightWeights() {
    harness.chain("inputs").run(ChainRequest.of(Specs.withChain(1, null, "balancedAccuracy")));

    List<TrainRequest> trainings = steps.requests(TrainRequest.class);
    assertThat(trainings)
        .extracting(TrainRequest::purpose)
        .containsExactly("teacher", "pretrain-1", "finetune-1");
    assertThat(trainings)
        .extracting(TrainRequest::table)
        .containsExactly(
            StubSteps.artifact("labelled"),
            StubSteps.artifact("selection-1"),
            StubSteps.artifact("labelled"));
    assertThat(trainings)
        .extracting(TrainRequest::initial)
        .containsExactly(null, null, StubSteps.artifact("model-pretrain-1"));
    assertThat(steps.requests(EvaluateRequest.class))
        .extracting(EvaluateRequest::table)
        .containsOnly(StubSteps.artifact("validation"));
    assertThat(steps.requests(PseudoLabelRequest.class))
        .extracting(PseudoLabelRequest::pool)
        .containsOnly(StubSteps.artifact("pool"));
  }

  @Test
  void makesTheLatestStudentTheNextTeacherEvenIfItIsWorse() {
    steps.balancedAccuracy.put("model-teacher", 0.9);
    steps.balancedAccuracy.put("model-finetune-1", 0.1);
    harness.chain("latest").run(ChainRequest.of(Specs.withChain(2, null, "balancedAccuracy")));

    assertThat(steps.requests(PseudoLabelRequest.class))
        .filteredOn(request -> request.context().iteration() == 2)
        .extracting(PseudoLabelRequest::model)
        .containsOnly(StubSteps.artifact("model-finetune-1"));
  }

  @Test
  void indexesScoreTablesInShardOrderWhateverOrderTheyComeIn() {
    steps.shards = 1200;
    harness.chain("shards").run(ChainRequest.of(Specs.withChain(1, null, "balancedAccuracy")));

    List<IndexRequest> batches =
        steps.requests(IndexRequest.class).stream()
            .filter(request -> request.indices().isEmpty())
            .toList();
    assertThat(batches).extracting(request -> request.tables().size()).containsOnly(500, 200);
    assertThat(batches)
        .allSatisfy(
            request -> {
              String first = request.tables().getFirst().table().sha256();
              int shard = Integer.parseInt(first.split("-")[1]);
              for (int row = 0; row < request.tables().size(); row++) {
                assertThat(request.tables().get(row).table())
                    .isEqualTo(StubSteps.artifact("scores-" + (shard + row) + "-by-model-teacher"));
              }
            });
    assertThat(steps.requests(IndexRequest.class).getLast().indices())
        .containsExactly(
            StubSteps.artifact("batch-from-scores-0-by-model-teacher"),
            StubSteps.artifact("batch-from-scores-500-by-model-teacher"),
            StubSteps.artifact("batch-from-scores-1000-by-model-teacher"));
  }

  @Test
  void trainsTheTeacherAloneWithoutIterations() {
    steps.shards = 0;
    ChainResult result =
        harness.chain("supervised").run(ChainRequest.of(Specs.withChain(0, null, "accuracy")));

    assertThat(steps.calls)
        .containsExactly(
            "prepare",
            "trainTeacher teacher",
            "evaluate model-teacher",
            "recordStages 0",
            "report");
    assertThat(result.iterations()).isZero();
    assertThat(result.best()).isEqualTo(new BestStage(0, "model-teacher", 0.4));
  }

  @Test
  void appendsEachIterationToTheStageListAndReportsFromTheLast() {
    harness.chain("stages").run(ChainRequest.of(Specs.withChain(2, null, "balancedAccuracy")));

    List<RecordRequest> records = steps.requests(RecordRequest.class);
    assertThat(records)
        .extracting(RecordRequest::before)
        .containsExactly(null, StubSteps.artifact("stages-0"), StubSteps.artifact("stages-1"));
    assertThat(records.get(1).stages())
        .extracting(StageRecord::stage)
        .containsExactly(StageName.pretrained, StageName.finetuned);
    assertThat(records.get(1).stages())
        .allSatisfy(
            stage -> {
              assertThat(stage.selected()).isEqualTo(437);
              assertThat(stage.selection()).isEqualTo(StubSteps.artifact("selection-1"));
              assertThat(stage.scores()).isEqualTo(StubSteps.artifact("index-1"));
            });
    assertThat(steps.requests(ReportRequest.class).getFirst().stages())
        .isEqualTo(StubSteps.artifact("stages-2"));
  }

  @Test
  void passesOnWhetherAStepWasReused() {
    steps.reused = true;
    harness.chain("reused").run(ChainRequest.of(Specs.withChain(1, null, "balancedAccuracy")));

    assertThat(steps.requests(RecordRequest.class).getLast().stages())
        .allSatisfy(
            stage -> {
              assertThat(stage.model().run().reused()).isTrue();
              assertThat(stage.validation().run().reused()).isTrue();
            });
    assertThat(harness.existing("reused").progress().recent())
        .extracting(StageView::reused)
        .containsExactly(true, true, true);
  }
}
