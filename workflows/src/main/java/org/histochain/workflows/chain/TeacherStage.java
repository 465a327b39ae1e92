package org.histochain.workflows.chain;

import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.EvaluateRequest;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.PatchCounts;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.TrainRequest;
import org.histochain.workflows.contract.Trained;
import org.histochain.workflows.contract.TrainingTables;
import org.jspecify.annotations.Nullable;

/** Trains and evaluates a teacher: the chain's own, or a fold's. */
record TeacherStage(ChainSpec spec, ModelInput input, PatchCounts counts, Steps steps) {
  /**
   * Runs the stage.
   *
   * @param fold number of the fold, from 1; 0: the chain's own teacher
   * @param validated its scores, where the folds have given them; null: evaluate it
   */
  StageRecord run(
      StepContext context, TrainingTables tables, int fold, @Nullable Evaluated validated) {
    String teacher = fold == 0 ? "the teacher" : "the teacher of fold " + fold;
    Trained trained =
        steps.train(
            "train " + teacher,
            Work.of(counts.labelled()),
            train -> train::trainTeacher,
            new TrainRequest(
                context,
                input,
                Lane.purpose("teacher", fold),
                tables.labelled(),
                null,
                null,
                spec.teacher(),
                spec.augment(),
                spec.seed()));
    Evaluated validation =
        validated == null
            ? steps
                .infer("evaluate " + teacher, Work.of(counts.labelled() + counts.validation()))
                .evaluate(
                    new EvaluateRequest(
                        context, input, trained.model(), tables.validation(), spec.seed()))
            : validated;
    return new StageRecord(0, StageName.teacher, 0, null, trained, validation, null, null);
  }
}
