package org.histochain.workflows.chain;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.histochain.workflows.contract.StepProgress;

/**
 * The teacher-student chain: teacher, iterations, best by validation, report. Its workflow id is
 * the chain's id. A chain is cancelled by Temporal's own request, which needs no worker to be
 * taken.
 *
 * <p>Updates are idempotent; what the chain cannot do is refused as {@link
 * org.histochain.workflows.contract.FailureTypes#REFUSED} and leaves it as it was.
 */
@WorkflowInterface
public interface ChainWorkflow {
  @WorkflowMethod(name = "Chain")
  ChainResult run(ChainRequest request);

  /** How far the chain is. */
  @QueryMethod(name = "progress")
  ChainProgress progress();

  /** Lets no further step begin; training stops at a checkpoint, other steps come to their end. */
  @UpdateMethod(name = "pause")
  Steered pause();

  /** Refuses to pause a chain whose last step has begun. */
  @UpdateValidatorMethod(updateName = "pause")
  void checkPause();

  /** Lets steps begin again. */
  @UpdateMethod(name = "resume")
  Steered resume();

  /** Makes the chain end after {@code iterations} iterations, or where its patience does. */
  @UpdateMethod(name = "extend")
  Steered extend(int iterations);

  /** Refuses fewer iterations than have begun, and any once the report is made. */
  @UpdateValidatorMethod(updateName = "extend")
  void checkExtend(int iterations);

  /** Makes settings hold from the next iteration on. */
  @UpdateMethod(name = "set")
  Steered set(SettingsRequest request);

  /** Refuses what is decided once for the whole chain, and values out of range. */
  @UpdateValidatorMethod(updateName = "set")
  void checkSet(SettingsRequest request);

  /** Takes how far a training step is, to show it. */
  @SignalMethod(name = "stepProgress")
  void stepProgress(StepProgress progress);
}
