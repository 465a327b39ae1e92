package org.histochain.workflows.experiment;

import io.temporal.worker.Worker;

/** The workflows of an experiment, as a worker takes them. */
public final class ExperimentWorkflows {
  private ExperimentWorkflows() {}

  /**
   * Registers them with a worker of queue {@link
   * org.histochain.workflows.contract.TaskQueues#WORKFLOW}, which has the workflows of a chain too.
   */
  public static void register(Worker worker) {
    worker.registerWorkflowImplementationTypes(ExperimentWorkflowImpl.class);
  }
}
