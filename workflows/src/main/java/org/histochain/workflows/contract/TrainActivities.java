package org.histochain.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Steps that train; queue {@link TaskQueues#TRAIN}, one at a time per process. */
@ActivityInterface
public interface TrainActivities {
  /** Trains the teacher on the labelled set from fresh weights. */
  @ActivityMethod(name = "trainTeacher")
  Trained trainTeacher(TrainRequest request);

  /** Pretrains a student on the selection's soft labels, from fresh weights or the teacher's. */
  @ActivityMethod(name = "pretrain")
  Trained pretrain(TrainRequest request);

  /** Fine-tunes a pretrained student on the labelled set. */
  @ActivityMethod(name = "finetune")
  Trained finetune(TrainRequest request);
}
