package org.histochain.workflows.chain;

import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.EvaluateRequest;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.PrepareRequest;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.RecordRequest;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.Reported;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.TrainRequest;
import org.histochain.workflows.contract.Trained;
import org.jspecify.annotations.Nullable;

/** The parts of a chain: teacher, iteration, report. Each takes a state and returns the next. */
final class Chain {
  /** Stages that travel with the state; all of them are in the store. */
  static final int RECENT = 20;

  private final ChainRequest request;
  private final ChainSpec spec;
  private final Steps steps;
  private final ChainBoard board;
  private final BestSelection selection;
  private final String id = Workflow.getInfo().getWorkflowId();

  Chain(ChainRequest request, Steps steps, ChainBoard board) {
    this.request = request;
    this.spec = request.spec();
    this.steps = steps;
    this.board = board;
    this.selection = new BestSelection(spec.chain().select());
  }

  /** Prepares the tables, and trains and evaluates the teacher. */
  ChainCarried begin() {
    StepContext context = new StepContext(id, 0);
    board.begin("prepare", 0, null);
    Prepared prepared = steps.cpu("prepare").prepare(new PrepareRequest(context, spec));
    board.begin("teacher", 0, null);
    ModelInput input = input(prepared);
    Trained teacher =
        steps
            .train("train the teacher")
            .trainTeacher(
                new TrainRequest(
                    context,
                    input,
                    "teacher",
                    prepared.tables().labelled(),
                    null,
                    null,
                    spec.teacher(),
                    spec.augment(),
                    spec.seed()));
    Evaluated validation =
        steps
            .infer("evaluate the teacher")
            .evaluate(
                new EvaluateRequest(
                    context, input, teacher.model(), prepared.tables().validation(), spec.seed()));
    StageRecord stage =
        new StageRecord(0, StageName.teacher, 0, null, teacher, validation, null, null);
    return new ChainCarried(
        prepared,
        0,
        teacher.model(),
        record(context, null, List.of(stage)),
        selection.first(stage),
        List.of(StageView.of(stage)));
  }

  /** Says whether the chain has come to its last iteration, or to the end of its patience. */
  boolean isOver(ChainCarried state) {
    Integer patience = spec.chain().patience();
    return state.iterationsDone() >= spec.chain().iterations()
        || (patience != null && state.iterationsDone() - state.best().iteration() >= patience);
  }

  /** Trains the next student; it labels the pool afterwards, whether it is the best or not. */
  ChainCarried iterate(ChainCarried state) {
    int number = state.iterationsDone() + 1;
    StepContext context = new StepContext(id, number);
    board.begin("iteration", number, state);
    IterationWorkflow child =
        Children.child(
            IterationWorkflow.class,
            "iteration-" + number,
            "iteration " + number + " of " + spec.chain().iterations(),
            "Teacher `"
                + state.teacher().sha256()
                + "`, filter k "
                + spec.filter().k()
                + ", p "
                + spec.filter().p());
    IterationResult result =
        child.run(
            new IterationRequest(
                context,
                spec,
                input(state.prepared()),
                state.prepared().tables().forTraining(),
                state.prepared().shards(),
                state.teacher(),
                request.timeouts()));
    List<StageRecord> stages = List.of(result.pretrained(), result.finetuned());
    return new ChainCarried(
        state.prepared(),
        number,
        result.finetuned().model().model(),
        record(context, state.stages(), stages),
        selection.better(state.best(), result.finetuned()),
        recent(state.recent(), stages));
  }

  /** Opens test: best is fixed, and the request holds its digest. */
  ChainResult report(ChainCarried state) {
    board.begin("report", state.iterationsDone(), state);
    Reported reported =
        steps
            .cpu("report")
            .report(
                new ReportRequest(
                    new StepContext(id, state.iterationsDone()),
                    spec,
                    state.prepared(),
                    state.stages(),
                    state.best()));
    board.begin("done", state.iterationsDone(), state);
    return new ChainResult(state.iterationsDone(), state.best(), reported.summary());
  }

  private ArtifactRef record(
      StepContext context, @Nullable ArtifactRef before, List<StageRecord> stages) {
    return steps
        .cpu("record stages, iteration " + context.iteration())
        .recordStages(new RecordRequest(context, before, stages));
  }

  private ModelInput input(Prepared prepared) {
    return new ModelInput(
        spec.dataset(),
        prepared.classes(),
        prepared.network(),
        prepared.normalisation(),
        spec.threads());
  }

  private static List<StageView> recent(List<StageView> before, List<StageRecord> stages) {
    List<StageView> views = new ArrayList<>(before);
    stages.forEach(stage -> views.add(StageView.of(stage)));
    return views.subList(Math.max(0, views.size() - RECENT), views.size());
  }
}
