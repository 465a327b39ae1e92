package org.histochain.workflows.chain;

import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import org.histochain.workflows.child.Children;
import org.histochain.workflows.child.FanOut;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.EvaluateRequest;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.FilterRequest;
import org.histochain.workflows.contract.Filtered;
import org.histochain.workflows.contract.IndexRequest;
import org.histochain.workflows.contract.PatchCounts;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;
import org.histochain.workflows.contract.TrainRequest;
import org.histochain.workflows.contract.Trained;
import org.histochain.workflows.contract.TrainingSpec;
import org.jspecify.annotations.Nullable;

/** Labels the pool, filters it, and trains a student on what is left. */
public final class IterationWorkflowImpl implements IterationWorkflow {
  private static final int BATCHES_AT_ONCE = 4;

  private final IterationRequest request;
  private final Gate gate = new Gate();
  private final Steps steps;
  private final int number;
  private final int fold;

  @WorkflowInit
  public IterationWorkflowImpl(IterationRequest request) {
    this.request = request;
    this.steps = new Steps(request.timeouts(), gate);
    this.number = request.context().iteration();
    this.fold = request.fold() == null ? 0 : request.fold();
  }

  @Override
  public IterationResult run(IterationRequest same) {
    ArtifactRef scores = label();
    Filtered filtered = filter(scores);
    Trained pretrained = pretrain(filtered);
    CrossValidated validated = request.validated();
    Evaluated afterPretraining =
        validated == null ? evaluate("pretrained", pretrained) : validated.pretrained();
    Trained finetuned = finetune(pretrained);
    Evaluated afterFinetuning =
        validated == null ? evaluate("fine-tuned", finetuned) : validated.finetuned();
    return new IterationResult(
        stage(StageName.pretrained, filtered, pretrained, afterPretraining, scores),
        stage(StageName.finetuned, filtered, finetuned, afterFinetuning, scores));
  }

  @Override
  public void hold(boolean paused) {
    gate.hold(paused);
  }

  private ArtifactRef label() {
    int batches = Math.ceilDiv(request.shards(), LabelBatchRequest.MAX_SHARDS);
    List<ArtifactRef> indices =
        new FanOut(BATCHES_AT_ONCE)
            .run(
                batches,
                this::labelBatch,
                done -> show("label, " + done + " of " + batches + " batches done"));
    return steps
        .cpu(say("index " + batches + " batches of score tables"), Work.NONE)
        .indexScores(new IndexRequest(request.context(), List.of(), indices));
  }

  private Promise<ArtifactRef> labelBatch(int batch) {
    int first = batch * LabelBatchRequest.MAX_SHARDS;
    int shards = Math.min(LabelBatchRequest.MAX_SHARDS, request.shards() - first);
    LabelBatchWorkflow child =
        Children.child(
            LabelBatchWorkflow.class,
            "labels-" + first,
            say("label shards " + first + " to " + (first + shards - 1)),
            "Teacher `" + request.teacher().sha256() + "`");
    LabelBatchRequest batchRequest =
        new LabelBatchRequest(
            request.context(),
            request.input(),
            request.teacher(),
            request.tables().pool(),
            first,
            shards,
            request.timeouts(),
            request.counts() == null ? null : request.counts().pool());
    return gate.start(child, () -> Async.function(child::run, batchRequest));
  }

  private Filtered filter(ArtifactRef scores) {
    show("filter");
    return steps
        .cpu(say("filter"), pool())
        .filter(
            new FilterRequest(
                request.context(),
                scores,
                request.input().classes(),
                request.spec().filter(),
                "labels".equals(request.spec().filter().align())
                    ? request.tables().labelled()
                    : null));
  }

  private Trained pretrain(Filtered filtered) {
    show("pretrain on " + filtered.selected() + " patches");
    return steps.train(
        say("pretrain"),
        Work.of(filtered.selected()),
        train -> train::pretrain,
        training(
            "pretrain",
            filtered.selection(),
            request.tables().pool(),
            request.spec().chain().warmStart() == null ? null : request.teacher(),
            request.spec().pretrain()));
  }

  private Trained finetune(Trained pretrained) {
    show("fine-tune");
    return steps.train(
        say("fine-tune"),
        labelled(),
        train -> train::finetune,
        training(
            "finetune",
            request.tables().labelled(),
            null,
            pretrained.model(),
            request.spec().finetune()));
  }

  private TrainRequest training(
      String step,
      ArtifactRef table,
      @Nullable ArtifactRef pool,
      @Nullable ArtifactRef initial,
      TrainingSpec training) {
    return new TrainRequest(
        request.context(),
        request.input(),
        Lane.purpose(step + "-" + number, fold),
        table,
        pool,
        initial,
        training,
        request.spec().augment(),
        request.spec().seed());
  }

  private Evaluated evaluate(String student, Trained trained) {
    show("evaluate the " + student + " student");
    return steps
        .infer(say("evaluate the " + student + " student"), evaluated())
        .evaluate(
            new EvaluateRequest(
                request.context(),
                request.input(),
                trained.model(),
                request.tables().validation(),
                request.spec().seed()));
  }

  private StageRecord stage(
      StageName name,
      Filtered filtered,
      Trained trained,
      Evaluated validation,
      ArtifactRef scores) {
    return new StageRecord(
        number,
        name,
        filtered.selected(),
        filtered.selectedPerClass(),
        trained,
        validation,
        filtered.selection(),
        scores,
        request.teacherIteration());
  }

  private Work labelled() {
    PatchCounts counts = request.counts();
    return counts == null ? Work.UNKNOWN : Work.of(counts.labelled());
  }

  private Work pool() {
    PatchCounts counts = request.counts();
    return counts == null ? Work.UNKNOWN : Work.of(counts.pool());
  }

  /** With folds a part of the labelled set is held out in place of validation. */
  private Work evaluated() {
    PatchCounts counts = request.counts();
    return counts == null ? Work.UNKNOWN : Work.of(counts.labelled() + counts.validation());
  }

  private String say(String what) {
    return what + ", iteration " + number + (fold == 0 ? "" : ", fold " + fold);
  }

  private void show(String step) {
    Workflow.setCurrentDetails("**" + step + "**");
  }
}
