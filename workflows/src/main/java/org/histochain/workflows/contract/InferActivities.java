package org.histochain.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Steps that run a network forward; queue {@link TaskQueues#INFER}. */
@ActivityInterface
public interface InferActivities {
  /** Gives each pool patch of a shard the teacher's softmax. */
  @ActivityMethod(name = "pseudoLabel")
  ScoreTable pseudoLabel(PseudoLabelRequest request);

  /** Scores a model on validation. */
  @ActivityMethod(name = "evaluate")
  Evaluated evaluate(EvaluateRequest request);
}
