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
  private final StepSession session;
  private final PseudoLabelStep pseudoLabel;
  private final EvaluateStep evaluate;

  InferActivitiesImpl(StepSession session, PseudoLabelStep pseudoLabel, EvaluateStep evaluate) {
    this.session = session;
    this.pseudoLabel = pseudoLabel;
    this.evaluate = evaluate;
  }

  @Override
  public ScoreTable pseudoLabel(PseudoLabelRequest request) {
    return session.attended("label", monitor -> pseudoLabel.run(request, monitor));
  }

  @Override
  public Evaluated evaluate(EvaluateRequest request) {
    return session.attended("evaluate", monitor -> evaluate.run(request, monitor));
  }
}
