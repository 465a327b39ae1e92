package org.histochain.workflows.contract;

/** The task queues, one for each kind of worker. */
public final class TaskQueues {
  /** Workflow tasks. */
  public static final String WORKFLOW = "histochain-workflow";

  /** trainTeacher, pretrain, finetune. */
  public static final String TRAIN = "histochain-train";

  /** pseudoLabel, evaluate. */
  public static final String INFER = "histochain-infer";

  /** Everything else. */
  public static final String CPU = "histochain-cpu";

  private TaskQueues() {}
}
