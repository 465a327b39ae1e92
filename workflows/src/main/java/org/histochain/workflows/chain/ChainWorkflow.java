package org.histochain.workflows.chain;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * The teacher-student chain: teacher, iterations, best by validation, report. Its workflow id is
 * the chain's id.
 */
@WorkflowInterface
public interface ChainWorkflow {
  @WorkflowMethod(name = "Chain")
  ChainResult run(ChainRequest request);

  /** How far the chain is. */
  @QueryMethod(name = "progress")
  ChainProgress progress();
}
