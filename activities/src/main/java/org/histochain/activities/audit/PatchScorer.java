package org.histochain.activities.audit;

import java.io.IOException;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ModelInput;

/** Runs a model over decoded patches. The room with the network implements it. */
@FunctionalInterface
public interface PatchScorer {
  /**
   * Returns the softmax of each patch.
   *
   * @param model canonical safetensors
   * @param patches as the network is to see them
   * @param monitor asked between batches whether to go on
   * @return float32 [patches][classes], in [0, 1]
   */
  float[][] probabilities(
      ModelInput input, ArtifactRef model, PatchFile patches, StepMonitor monitor)
      throws IOException;
}
