package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import org.histochain.workflows.contract.StageName;

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
}
