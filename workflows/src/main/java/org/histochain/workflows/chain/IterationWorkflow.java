package org.histochain.workflows.chain;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One iteration: pseudo-label, filter, pretrain, fine-tune. Its workflow id is {@code
 * <chain>/iteration-<n>}.
 */
@WorkflowInterface
public interface IterationWorkflow {
  @WorkflowMethod(name = "Iteration")
  IterationResult run(IterationRequest request);
}
