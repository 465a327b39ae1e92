package org.histochain.activities.service;

import org.histochain.activities.inference.EvaluateStep;
import org.histochain.activities.inference.PseudoLabelStep;
import org.histochain.workflows.contract.EvaluateRequest;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.InferActivities;
import org.histochain.workflows.contract.PseudoLabelRequest;
import org.histochain.workflows.contract.ScoreTable;

/** The inference steps as activities. */
final class InferActivitiesImpl implements InferActivities {
  private final PseudoLabelStep pseudoLabel;
  private final EvaluateStep evaluate;

  InferActivitiesImpl(PseudoLabelStep pseudoLabel, EvaluateStep evaluate) {
    this.pseudoLabel = pseudoLabel;
    this.evaluate = evaluate;
  }

  @Override
  public ScoreTable pseudoLabel(PseudoLabelRequest request) {
    return StepSession.attended("label", monitor -> pseudoLabel.run(request, monitor));
  }

  @Override
  public Evaluated evaluate(EvaluateRequest request) {
    return StepSession.attended("evaluate", monitor -> evaluate.run(request, monitor));
  }
}
