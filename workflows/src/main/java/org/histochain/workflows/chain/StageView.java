package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;

/**
 * A stage in one line.
 *
 * @param iteration 0 for the teacher
 * @param stage which stage
 * @param selected distinct patches pretrained on
 * @param modelSha256 digest of the model
 * @param validation balanced accuracy on validation
 * @param seconds training time
 * @param reused whether a finished step was reused
 */
public record StageView(
    int iteration,
    StageName stage,
    int selected,
    String modelSha256,
    double validation,
    double seconds,
    boolean reused) {
  public StageView {
    requireNonNull(stage, "stage is null");
    requireNonNull(modelSha256, "modelSha256 is null");
  }

  static StageView of(StageRecord stage) {
    return new StageView(
        stage.iteration(),
        stage.stage(),
        stage.selected(),
        stage.model().model().sha256(),
        stage.validation().scores().balancedAccuracy(),
        stage.model().run().seconds(),
        stage.model().run().reused());
  }
}
