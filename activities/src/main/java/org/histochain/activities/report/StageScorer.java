package org.histochain.activities.report;

import java.io.IOException;
import java.util.List;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ModelInput;

/** Runs a stage's model over patches. The room with the network implements it. */
public interface StageScorer {
  /**
   * Returns the softmax of each patch.
   *
   * @param input patches and network
   * @param model canonical safetensors
   * @param patchIds which patches
   * @param monitor asked between batches whether to go on
   * @return float32 [patches][classes], in [0, 1], in the order of {@code patchIds}
   */
  float[][] probabilities(
      ModelInput input, ArtifactRef model, List<String> patchIds, StepMonitor monitor)
      throws IOException;
}
