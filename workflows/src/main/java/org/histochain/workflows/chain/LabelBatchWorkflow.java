package org.histochain.workflows.chain;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.histochain.workflows.contract.ArtifactRef;

/**
 * Pseudo-labels at most {@link LabelBatchRequest#MAX_SHARDS} shards and returns one reference to
 * the index of their score tables. Its workflow id is {@code <chain>/iteration-<n>/labels-<first
 * shard>}.
 */
@WorkflowInterface
public interface LabelBatchWorkflow extends Steerable {
  @WorkflowMethod(name = "LabelBatch")
  ArtifactRef run(LabelBatchRequest request);
}
