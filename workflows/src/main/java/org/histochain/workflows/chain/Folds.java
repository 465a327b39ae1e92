package org.histochain.workflows.chain;

import io.temporal.workflow.Async;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.histochain.workflows.child.Children;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.PoolFoldsRequest;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.StageRecord;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.StepRun;
import org.histochain.workflows.contract.StepTimeouts;
import org.histochain.workflows.contract.TrainingTables;

/**
 * Cross-validation within the labelled set: beside the chain that is kept, each fold has a chain of
 * its own that never sees what the fold holds out, neither as labels nor through pseudo-labels. The
 * folds' predictions for what they hold out are pooled into one score for each stage.
 */
final class Folds {
  /** What the folds made of a stage. */
  record Stage(List<ArtifactRef> models, Evaluated pooled) {}

  private final ChainSpec spec;
  private final StepTimeouts timeouts;
  private final Gate gate;
  private final Steps steps;
  private final Prepared prepared;
  private final List<TrainingTables> folds;
  private final UnaryOperator<String> named;
  private final ModelInput input;

  /**
   * @param named gives a child the id that it may have
   */
  Folds(
      ChainSpec spec,
      StepTimeouts timeouts,
      Gate gate,
      Prepared prepared,
      List<TrainingTables> folds,
      UnaryOperator<String> named) {
    this.spec = spec;
    this.timeouts = timeouts;
    this.gate = gate;
    this.steps = new Steps(timeouts, gate);
    this.prepared = prepared;
    this.folds = folds;
    this.named = named;
    this.input = ModelInput.of(spec, prepared);
  }

  /** Trains a teacher for each fold. */
  Stage teachers(StepContext context) {
    List<StageRecord> stages = new ArrayList<>();
    for (int fold = 1; fold <= folds.size(); fold++) {
      stages.add(
          new TeacherStage(spec, input, prepared.counts(), steps)
              .run(context, folds.get(fold - 1), fold, null));
    }
    return new Stage(models(stages), pool(context, "teachers", stages));
  }

  /** Runs an iteration for each fold. */
  CrossValidated iterate(StepContext context, List<ArtifactRef> teachers) {
    List<StageRecord> pretrained = new ArrayList<>();
    List<StageRecord> finetuned = new ArrayList<>();
    for (int fold = 1; fold <= folds.size(); fold++) {
      IterationWorkflow child =
          Children.child(
              IterationWorkflow.class,
              named.apply("iteration-" + context.iteration() + "-fold-" + fold),
              "iteration "
                  + context.iteration()
                  + " of "
                  + spec.chain().iterations()
                  + ", fold "
                  + fold
                  + " of "
                  + folds.size(),
              "Teacher `" + teachers.get(fold - 1).sha256() + "`");
      IterationRequest request =
          new IterationRequest(
              context,
              spec,
              input,
              folds.get(fold - 1),
              prepared.shards(),
              teachers.get(fold - 1),
              timeouts,
              fold,
              null,
              prepared.counts(),
              null);
      IterationResult result = gate.start(child, () -> Async.function(child::run, request)).get();
      pretrained.add(result.pretrained());
      finetuned.add(result.finetuned());
    }
    return new CrossValidated(
        models(finetuned),
        pool(context, "pretrained students", pretrained),
        pool(context, "fine-tuned students", finetuned));
  }

  private static List<ArtifactRef> models(List<StageRecord> stages) {
    return stages.stream().map(stage -> stage.model().model()).toList();
  }

  /** The time of a pooled score is that of all its folds. */
  private Evaluated pool(StepContext context, String what, List<StageRecord> stages) {
    Evaluated pooled =
        steps
            .cpu(
                "pool the folds' " + what + ", iteration " + context.iteration(),
                Work.of(prepared.counts().labelled()))
            .poolFolds(
                new PoolFoldsRequest(
                    context,
                    prepared.classes(),
                    folds.stream().map(TrainingTables::validation).toList(),
                    stages.stream().map(stage -> stage.validation().predictions()).toList(),
                    spec.seed()));
    double seconds = pooled.run().seconds();
    for (StageRecord stage : stages) {
      seconds += stage.model().run().seconds() + stage.validation().run().seconds();
    }
    StepRun run = new StepRun(pooled.run().key(), pooled.run().reused(), seconds);
    return new Evaluated(pooled.scores(), pooled.details(), pooled.predictions(), run);
  }
}
