package org.histochain.workflows.chain;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One iteration: pseudo-label, filter, pretrain, fine-tune. Its workflow id is {@code
 * <chain>/iteration-<n>}, a fold's {@code <chain>/iteration-<n>-fold-<f>}.
 */
@WorkflowInterface
public interface IterationWorkflow extends Steerable {
  @WorkflowMethod(name = "Iteration")
  IterationResult run(IterationRequest request);
}
