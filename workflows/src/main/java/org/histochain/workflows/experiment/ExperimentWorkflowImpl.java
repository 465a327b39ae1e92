package org.histochain.workflows.experiment;

import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.List;
import org.histochain.workflows.chain.ChainRequest;
import org.histochain.workflows.chain.ChainWorkflow;
import org.histochain.workflows.chain.StepRetries;
import org.histochain.workflows.child.Children;
import org.histochain.workflows.child.FanOut;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.AuditActivities;
import org.histochain.workflows.contract.AuditRunRequest;
import org.histochain.workflows.contract.ExperimentActivities;
import org.histochain.workflows.contract.PlannedRun;
import org.histochain.workflows.contract.Round;
import org.histochain.workflows.contract.RoundRequest;
import org.histochain.workflows.contract.RunsRequest;
import org.histochain.workflows.contract.TaskQueues;
import org.slf4j.Logger;

/**
 * Runs the rounds of an experiment one after the other, the families of a round side by side, and
 * at last the audits that are asked for.
 */
public final class ExperimentWorkflowImpl implements ExperimentWorkflow {
  private static final Logger LOG = Workflow.getLogger(ExperimentWorkflowImpl.class);

  /** Families between two looks at the history's length. */
  private static final int FAMILIES_AT_A_TIME = 100;

  /** Reading plans takes seconds; the report bootstraps and audits infer, which may take hours. */
  private static final Duration LONGEST_ATTEMPT = Duration.ofDays(1);

  private final ExperimentRequest request;
  private final ExperimentBoard board = new ExperimentBoard();
  private final String id = Workflow.getInfo().getWorkflowId();

  @WorkflowInit
  public ExperimentWorkflowImpl(ExperimentRequest request) {
    this.request = request;
  }

  @Override
  public ExperimentResult run(ExperimentRequest same) {
    ExperimentCarried at =
        request.carried() == null ? ExperimentCarried.NOTHING : request.carried();
    while (true) {
      RoundRequest round = new RoundRequest(id, request.plan(), at.round(), at.tuning());
      Round opened = steps("round " + (at.round() + 1)).openRound(round);
      board.open(at, opened);
      at = runs(round, opened, at);
      if (at.round() == opened.rounds() - 1) {
        audit(round, opened);
        ArtifactRef results = steps("report").reportExperiment(round);
        return new ExperimentResult(at.runs(), at.failed(), results);
      }
      ArtifactRef tuning = steps("choose settings, rung " + (at.round() + 1)).chooseSettings(round);
      at = new ExperimentCarried(at.round() + 1, tuning, 0, at.runs(), at.failed());
    }
  }

  @Override
  public ExperimentProgress progress() {
    return board.progress();
  }

  private ExperimentCarried runs(RoundRequest round, Round opened, ExperimentCarried before) {
    ExperimentCarried at = before;
    while (at.families() < opened.families().size()) {
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.continueAsNew(request.carrying(at));
      }
      int from = at.families();
      List<Integer> sizes =
          opened
              .families()
              .subList(from, Math.min(from + FAMILIES_AT_A_TIME, opened.families().size()));
      new FanOut(request.parallel())
          .run(
              sizes.size(),
              index -> Async.procedure(() -> family(round, from + index, sizes.get(index))),
              ended -> {});
      int ended = sizes.stream().mapToInt(Integer::intValue).sum();
      at =
          new ExperimentCarried(
              at.round(), at.tuning(), from + sizes.size(), at.runs() + ended, board.failed());
    }
    return at;
  }

  private void family(RoundRequest round, int family, int size) {
    int begun = 0;
    while (begun < size) {
      List<PlannedRun> runs =
          steps("runs of family " + family)
              .plannedRuns(new RunsRequest(round, family, begun))
              .runs();
      runs.forEach(this::chain);
      begun += runs.size();
    }
  }

  private void chain(PlannedRun run) {
    if (run.done()) {
      board.ends(run, true);
      return;
    }
    ChainRequest chain =
        new ChainRequest(run.spec(), null, request.timeouts(), request.searchable(), null, null);
    board.begins(run);
    try {
      Children.named(ChainWorkflow.class, run.chain(), run.label(), "Of experiment `" + id + "`")
          .run(isTuning() ? chain.withTestShut() : chain);
      board.ends(run, true);
    } catch (ChildWorkflowFailure failed) {
      if (CancellationScope.current().isCancelRequested()) {
        throw failed;
      }
      LOG.warn("Chain {} ({}) failed; the experiment goes on", run.chain(), run.label(), failed);
      board.ends(run, false);
    }
  }

  private boolean isTuning() {
    return board.progress().round() < board.progress().rounds() - 1;
  }

  /** Test is open by now: every chain of the last round has been reported. */
  private void audit(RoundRequest round, Round opened) {
    int audits = opened.audits() == null ? 0 : opened.audits();
    new FanOut(request.parallel())
        .run(audits, run -> Async.procedure(() -> audit(round, run)), ended -> {});
  }

  private void audit(RoundRequest round, int run) {
    try {
      Workflow.newActivityStub(
              AuditActivities.class, options(TaskQueues.INFER, "audit " + (run + 1)))
          .auditRun(new AuditRunRequest(round, run));
    } catch (ActivityFailure failed) {
      if (CancellationScope.current().isCancelRequested()) {
        throw failed;
      }
      LOG.warn("Audit {} of experiment {} failed; the experiment goes on", run + 1, id, failed);
    }
  }

  private ExperimentActivities steps(String summary) {
    return Workflow.newActivityStub(ExperimentActivities.class, options(TaskQueues.CPU, summary));
  }

  private ActivityOptions options(String queue, String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setStartToCloseTimeout(LONGEST_ATTEMPT)
        .setHeartbeatTimeout(request.timeouts().heartbeat())
        .setRetryOptions(StepRetries.UNLIMITED)
        .setSummary(summary)
        .build();
  }
}
