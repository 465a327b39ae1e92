package org.histochain.activities.service;

import java.io.IOException;
import java.util.List;
import org.histochain.activities.inference.Inference;
import org.histochain.activities.report.StageScorer;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ModelInput;

/** Gives the report step its predictions on test. */
record TestScorer(Inference inference) implements StageScorer {
  @Override
  public float[][] probabilities(
      ModelInput input, ArtifactRef model, List<String> patchIds, StepMonitor monitor)
      throws IOException {
    return inference.probabilities(input, model, patchIds, "report", monitor);
  }
}
