package org.histochain.workflows.experiment;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * An experiment: tunes settings on validation, runs every chain of its plan, reports over them. Its
 * workflow id is the experiment's id. A chain that fails is reported as failed; the others go on.
 */
@WorkflowInterface
public interface ExperimentWorkflow {
  @WorkflowMethod(name = "Experiment")
  ExperimentResult run(ExperimentRequest request);

  /** How far the experiment is. */
  @QueryMethod(name = "progress")
  ExperimentProgress progress();
}
