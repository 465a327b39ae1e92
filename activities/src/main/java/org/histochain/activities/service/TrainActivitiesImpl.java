package org.histochain.activities.service;

import org.histochain.activities.training.TrainStep;
import org.histochain.workflows.contract.TrainActivities;
import org.histochain.workflows.contract.TrainRequest;
import org.histochain.workflows.contract.Trained;

/** The training steps as activities. */
final class TrainActivitiesImpl implements TrainActivities {
  private final TrainStep step;

  TrainActivitiesImpl(TrainStep step) {
    this.step = step;
  }

  @Override
  public Trained trainTeacher(TrainRequest request) {
    return StepSession.attended(request.purpose(), monitor -> step.trainTeacher(request, monitor));
  }

  @Override
  public Trained pretrain(TrainRequest request) {
    return StepSession.attended(request.purpose(), monitor -> step.pretrain(request, monitor));
  }

  @Override
  public Trained finetune(TrainRequest request) {
    return StepSession.attended(request.purpose(), monitor -> step.finetune(request, monitor));
  }
}
