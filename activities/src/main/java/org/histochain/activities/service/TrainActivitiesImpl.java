package org.histochain.activities.service;

import io.temporal.activity.Activity;
import org.histochain.activities.training.TrainStep;
import org.histochain.workflows.contract.TrainActivities;
import org.histochain.workflows.contract.TrainRequest;
import org.histochain.workflows.contract.Trained;

/** The training steps as activities. */
final class TrainActivitiesImpl implements TrainActivities {
  private final StepSession session;
  private final TrainStep step;

  TrainActivitiesImpl(StepSession session, TrainStep step) {
    this.session = session;
    this.step = step;
  }

  @Override
  public Trained trainTeacher(TrainRequest request) {
    return attended(request, monitor -> step.trainTeacher(request, monitor));
  }

  @Override
  public Trained pretrain(TrainRequest request) {
    return attended(request, monitor -> step.pretrain(request, monitor));
  }

  @Override
  public Trained finetune(TrainRequest request) {
    return attended(request, monitor -> step.finetune(request, monitor));
  }

  private Trained attended(TrainRequest request, StepSession.Work<Trained> work) {
    ProgressSignal signal =
        ProgressSignal.to(
            Activity.getExecutionContext().getWorkflowClient(), request.context().chainId());
    return session.attended(request.purpose(), signal::offer, work);
  }
}
