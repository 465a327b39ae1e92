package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a chain: a model and how good it is on validation.
 *
 * @param iteration 0 for the teacher
 * @param stage which stage
 * @param selected distinct patches pretrained on; 0 for the teacher
 * @param selectedPerClass patches that each class chose; null for the teacher
 * @param model the trained model
 * @param validation its evaluation on validation
 * @param selection the selection pretrained on; null for the teacher
 * @param scores index of the score tables the selection was filtered from; null for the teacher
 * @param teacher iteration of the stage that labelled the pool, where that is not the one before;
 *     null: it is, or there was none
 */
public record StageRecord(
    int iteration,
    StageName stage,
    int selected,
    @Nullable List<Integer> selectedPerClass,
    Trained model,
    Evaluated validation,
    @Nullable ArtifactRef selection,
    @Nullable ArtifactRef scores,
    @Nullable Integer teacher) {
  public StageRecord {
    requireNonNull(stage, "stage is null");
    requireNonNull(model, "model is null");
    requireNonNull(validation, "validation is null");
  }

  /** A stage whose pool, if any, was labelled by the stage before. */
  public StageRecord(
      int iteration,
      StageName stage,
      int selected,
      @Nullable List<Integer> selectedPerClass,
      Trained model,
      Evaluated validation,
      @Nullable ArtifactRef selection,
      @Nullable ArtifactRef scores) {
    this(iteration, stage, selected, selectedPerClass, model, validation, selection, scores, null);
  }
}
