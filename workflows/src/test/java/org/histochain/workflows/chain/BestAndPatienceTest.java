package org.histochain.workflows.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.histochain.workflows.contract.BestStage;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.Specs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BestAndPatienceTest {
  private final StubSteps steps = new StubSteps();
  private final ChainHarness harness = new ChainHarness(steps);

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void choosesTheFineTunedStudentWithTheHighestScore() {
    scores(0.5, 0.6, 0.8, 0.7);
    assertThat(run(3, null, "balancedAccuracy").best())
        .isEqualTo(new BestStage(2, "model-finetune-2", 0.8));
  }

  @Test
  void neverChoosesAPretrainedStudent() {
    scores(0.5, 0.6, 0.55);
    steps.balancedAccuracy.put("model-pretrain-2", 0.99);
    assertThat(run(2, null, "balancedAccuracy").best().modelSha256()).isEqualTo("model-finetune-1");
  }

  @Test
  void givesATieToTheEarliest() {
    scores(0.5, 0.7, 0.7);
    assertThat(run(2, null, "balancedAccuracy").best().iteration()).isEqualTo(1);
    scores(0.7, 0.7, 0.7);
    assertThat(run(2, null, "balancedAccuracy").best().iteration()).isZero();
  }

  @Test
  void letsTheTeacherWin() {
    scores(0.9, 0.6, 0.7);
    assertThat(run(2, null, "balancedAccuracy").best())
        .isEqualTo(new BestStage(0, "model-teacher", 0.9));
    assertThat(steps.requests(ReportRequest.class).getLast().best().modelSha256())
        .isEqualTo("model-teacher");
  }

  @Test
  void selectsByTheScoreThatTheChainNames() {
    scores(0.5, 0.6, 0.2);
    // The stub's macro-F1 is 1 minus its balanced accuracy.
    assertThat(run(2, null, "macroF1").best().iteration()).isEqualTo(2);
  }

  @Test
  void endsAfterAsManyIterationsWithoutANewBestAsPatienceSays() {
    scores(0.5, 0.6, 0.55, 0.6, 0.9);
    ChainResult result = run(10, 2, "balancedAccuracy");
    assertThat(result.iterations()).isEqualTo(3);
    assertThat(result.best().iteration()).isEqualTo(1);
  }

  @Test
  void startsPatienceAnewWithEachNewBest() {
    scores(0.5, 0.4, 0.6, 0.5, 0.7, 0.1, 0.1, 0.9);
    assertThat(run(10, 2, "balancedAccuracy").iterations()).isEqualTo(6);
  }

  @Test
  void runsEveryIterationWithoutPatience() {
    scores(0.9, 0.1, 0.1, 0.1);
    assertThat(run(3, null, "balancedAccuracy").iterations()).isEqualTo(3);
  }

  @Test
  void showsProgressWhileItRunsAndWhenItIsDone() {
    scores(0.5, 0.6, 0.8);
    run(2, null, "balancedAccuracy");
    ChainProgress progress = harness.existing("chain-1").progress();
    assertThat(progress.step()).isEqualTo("done");
    assertThat(progress.iteration()).isEqualTo(2);
    assertThat(progress.iterations()).isEqualTo(2);
    assertThat(progress.best()).isEqualTo(new BestStage(2, "model-finetune-2", 0.8));
    assertThat(progress.recent())
        .extracting(StageView::modelSha256)
        .containsExactly(
            "model-teacher",
            "model-pretrain-1",
            "model-finetune-1",
            "model-pretrain-2",
            "model-finetune-2");
    assertThat(CurrentDetails.of(progress, "balancedAccuracy", 0))
        .startsWith("**done**, best so far: iteration 2, balancedAccuracy 80.0 %\n\n| iteration |")
        .contains("| 2 | finetuned | 437 | 80.0 % | 1.5 | `model-finetu` |");
  }

  private int chains;

  private ChainResult run(int iterations, @Nullable Integer patience, String select) {
    chains++;
    return harness
        .chain("chain-" + chains)
        .run(ChainRequest.of(Specs.withChain(iterations, patience, select)));
  }

  private void scores(double teacher, double... students) {
    steps.balancedAccuracy.put("model-teacher", teacher);
    for (int iteration = 1; iteration <= students.length; iteration++) {
      steps.balancedAccuracy.put("model-finetune-" + iteration, students[iteration - 1]);
    }
  }
}
