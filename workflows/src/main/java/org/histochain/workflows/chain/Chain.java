package org.histochain.workflows.chain;

import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.histochain.workflows.child.Children;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.BestStage;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.CpuActivities;
import org.histochain.workflows.contract.IterationSpec;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.PatchCounts;
import org.histochain.workflows.contract.PrepareRequest;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.RecordRequest;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.Reported;
import org.histochain.workflows.contract.StageRecord;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.StepTimeouts;
import org.histochain.workflows.contract.TrainingTables;
import org.jspecify.annotations.Nullable;

/** The parts of a chain: teacher, iteration, report. Each takes a state and returns the next. */
final class Chain {
  /** Stages that travel with the state; all of them are in the store. */
  static final int RECENT = 20;

  private final StepTimeouts timeouts;
  private final Steering steering;
  private final Gate gate;
  private final Bookkeeper books;
  private final Steps steps;
  private final ChainBoard board;
  private final int healed;
  private final BestSelection selection;
  private final String id = Workflow.getInfo().getWorkflowId();

  /**
   * @param healed times that the steps were gone through before, by this run
   */
  Chain(
      StepTimeouts timeouts,
      Steering steering,
      Gate gate,
      Bookkeeper books,
      ChainBoard board,
      int healed) {
    this.timeouts = timeouts;
    this.steering = steering;
    this.gate = gate;
    this.books = books;
    this.steps = new Steps(timeouts, gate);
    this.board = board;
    this.healed = healed;
    this.selection = new BestSelection(steering.spec().chain().select());
  }

  /** Prepares the tables, and trains and evaluates the teacher. */
  ChainCarried begin() {
    StepContext context = new StepContext(id, 0);
    board.begin("prepare", 0, null);
    Prepared prepared = prepare(context);
    board.prepared(prepared);
    board.begin("teacher", 0, null);
    ChainSpec spec = steering.spec();
    Folds folds = folds(spec, prepared);
    Folds.Stage inFolds = folds == null ? null : folds.teachers(context);
    StageRecord stage =
        new TeacherStage(spec, ModelInput.of(spec, prepared), prepared.counts(), steps)
            .run(
                context,
                prepared.tables().forTraining(),
                0,
                inFolds == null ? null : inFolds.pooled());
    return new ChainCarried(
        prepared,
        0,
        stage.model().model(),
        record(context, null, List.of(stage)),
        selection.first(stage),
        List.of(StageView.of(stage)),
        inFolds == null ? null : inFolds.models(),
        stage.model().model(),
        inFolds == null ? null : inFolds.models());
  }

  private Prepared prepare(StepContext context) {
    CpuActivities cpu = steps.cpu("prepare", Work.UNKNOWN);
    books.preparing(true);
    try {
      return cpu.prepare(new PrepareRequest(context, steering.spec()));
    } finally {
      books.preparing(false);
      if (healed > 0) {
        // The prepare step writes that a chain runs, and of a new one there is nothing to note.
        books.changed();
      }
    }
  }

  /** Says whether the chain has come to its last iteration, or to the end of its patience. */
  boolean isOver(ChainCarried state) {
    IterationSpec length = steering.spec().chain();
    Integer patience = steering.spec().at(state.iterationsDone() + 1).chain().patience();
    return state.iterationsDone() >= length.iterations()
        || (patience != null && state.iterationsDone() - state.best().iteration() >= patience);
  }

  /** Tells whether the state has what {@link #iterate} needs; else {@link #begin} once more. */
  boolean knowsTeachers(ChainCarried state) {
    return Teachers.areKnown(state, steering.spec().at(state.iterationsDone() + 1).chain());
  }

  /** Trains the next student. */
  ChainCarried iterate(ChainCarried state) {
    int number = state.iterationsDone() + 1;
    steering.begins(number);
    ChainSpec spec = steering.spec().at(number);
    StepContext context = new StepContext(id, number);
    board.begin("iteration", number, state);
    Teachers teachers = Teachers.of(state, spec.chain());
    CrossValidated inFolds = iterateFolds(context, spec, state.prepared(), teachers);
    IterationWorkflow child =
        Children.child(
            IterationWorkflow.class,
            named("iteration-" + number),
            "iteration " + number + " of " + spec.chain().iterations(),
            "Teacher `"
                + teachers.model().sha256()
                + "`, filter k "
                + spec.filter().k()
                + ", p "
                + spec.filter().p());
    IterationRequest request =
        new IterationRequest(
            context,
            spec,
            ModelInput.of(spec, state.prepared()),
            state.prepared().tables().forTraining(),
            state.prepared().shards(),
            teachers.model(),
            timeouts,
            null,
            inFolds,
            state.prepared().counts(),
            teachers.iteration());
    IterationResult result = gate.start(child, () -> Async.function(child::run, request)).get();
    List<StageRecord> stages = List.of(result.pretrained(), result.finetuned());
    ArtifactRef student = result.finetuned().model().model();
    List<ArtifactRef> foldStudents = inFolds == null ? null : inFolds.teachers();
    BestStage best = selection.better(state.best(), result.finetuned());
    boolean isBest = best.iteration() == number;
    return new ChainCarried(
        state.prepared(),
        number,
        student,
        record(context, state.stages(), stages),
        best,
        recent(state.recent(), stages),
        foldStudents,
        isBest ? student : state.bestTeacher(),
        isBest ? foldStudents : state.bestFoldTeachers());
  }

  /** A child that failed may still have children of its own: the next one takes another id. */
  private String named(String child) {
    return healed == 0 ? child : child + "-again-" + healed;
  }

  private @Nullable CrossValidated iterateFolds(
      StepContext context, ChainSpec spec, Prepared prepared, Teachers teachers) {
    Folds folds = folds(spec, prepared);
    List<ArtifactRef> models = teachers.folds();
    return folds == null || models == null ? null : folds.iterate(context, models);
  }

  private @Nullable Folds folds(ChainSpec spec, Prepared prepared) {
    List<TrainingTables> tables = prepared.folds();
    return tables == null ? null : new Folds(spec, timeouts, gate, prepared, tables, this::named);
  }

  /** Opens test: best is fixed, and the request holds its digest. */
  ChainResult report(ChainCarried state) {
    board.begin("report", state.iterationsDone(), state);
    Reported reported =
        steps
            .report("report", reportWork(state))
            .report(
                new ReportRequest(
                    new StepContext(id, state.iterationsDone()),
                    steering.spec(),
                    state.prepared(),
                    state.stages(),
                    state.best()));
    board.begin("done", state.iterationsDone(), state);
    return new ChainResult(state.iterationsDone(), state.best(), reported.summary());
  }

  /** Ends the chain with what validation says of it. */
  ChainResult endWithTestShut(ChainCarried state) {
    steps
        .cpu("end before the report", Work.NONE)
        .endWithTestShut(new StepContext(id, state.iterationsDone()));
    board.begin("done", state.iterationsDone(), state);
    return new ChainResult(state.iterationsDone(), state.best(), null);
  }

  /** Each stage is scored on test; what each iteration selected is read once more. */
  private static Work reportWork(ChainCarried state) {
    PatchCounts counts = state.prepared().counts();
    return Work.of(counts.test())
        .times(1 + 2L * state.iterationsDone())
        .plus((long) counts.pool() * state.iterationsDone());
  }

  private ArtifactRef record(
      StepContext context, @Nullable ArtifactRef before, List<StageRecord> stages) {
    return steps
        .cpu("record stages, iteration " + context.iteration(), Work.NONE)
        .recordStages(new RecordRequest(context, before, stages));
  }

  private static List<StageView> recent(List<StageView> before, List<StageRecord> stages) {
    List<StageView> views = new ArrayList<>(before);
    stages.forEach(stage -> views.add(StageView.of(stage)));
    return views.subList(Math.max(0, views.size() - RECENT), views.size());
  }
}
