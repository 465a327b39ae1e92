package org.histochain.workflows.chain;

import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.histochain.workflows.child.FanOut;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.IndexRequest;
import org.histochain.workflows.contract.PseudoLabelRequest;
import org.histochain.workflows.contract.ScoreTable;

/** Labels a batch's shards and indexes their score tables. */
public final class LabelBatchWorkflowImpl implements LabelBatchWorkflow {
  /** Enough to keep a room of GPUs busy, far below the 2,000 that a workflow may have pending. */
  static final int SHARDS_AT_ONCE = 100;

  private final Gate gate = new Gate();

  @Override
  public void hold(boolean paused) {
    gate.hold(paused);
  }

  @Override
  public ArtifactRef run(LabelBatchRequest request) {
    Steps steps = new Steps(request.timeouts(), gate);
    List<ScoreTable> tables =
        new FanOut(SHARDS_AT_ONCE)
            .run(
                request.shards(),
                index -> {
                  int shard = request.firstShard() + index;
                  return Async.function(
                      steps.infer("label shard " + shard, Work.of(request.patches()))::pseudoLabel,
                      new PseudoLabelRequest(
                          request.context(),
                          request.input(),
                          request.model(),
                          request.pool(),
                          shard));
                },
                done ->
                    Workflow.setCurrentDetails(
                        "**" + done + " of " + request.shards() + " shards** labelled"));
    return steps
        .cpu("index " + request.shards() + " score tables", Work.NONE)
        .indexScores(new IndexRequest(request.context(), tables, List.of()));
  }
}
