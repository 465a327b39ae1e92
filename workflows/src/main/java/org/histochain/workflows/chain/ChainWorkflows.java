package org.histochain.workflows.chain;

import io.temporal.worker.Worker;

/** The workflows of a chain, as a worker takes them. */
public final class ChainWorkflows {
  private ChainWorkflows() {}

  /**
   * Registers them with a worker of queue {@link
   * org.histochain.workflows.contract.TaskQueues#WORKFLOW}, whose client converts data by {@link
   * org.histochain.workflows.contract.DataConverters#guarded}.
   */
  public static void register(Worker worker) {
    worker.registerWorkflowImplementationTypes(
        ChainWorkflowImpl.class, IterationWorkflowImpl.class, LabelBatchWorkflowImpl.class);
  }
}
