package org.histochain.activities.network;

import java.io.IOException;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.step.StepFailure;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.FailureTypes;

/** Models in the artifact store. */
public final class Models {
  private Models() {}

  /** Stores a network's state as canonical safetensors. */
  public static ArtifactRef save(Artifacts artifacts, NetworkState state) throws IOException {
    return artifacts.put(SafetensorsFile.write(state.named()));
  }

  /**
   * Reads the state of a network of a known architecture.
   *
   * @throws StepFailure of type {@code MissingArtifact} if the weights are another network's
   */
  public static NetworkState load(Artifacts artifacts, ArtifactRef model, Architecture architecture)
      throws IOException {
    byte[] bytes = artifacts.read(model);
    try {
      return NetworkState.of(architecture, SafetensorsFile.read(bytes));
    } catch (IllegalArgumentException e) {
      throw new StepFailure(
          FailureTypes.MISSING_ARTIFACT,
          "Model " + model.sha256() + " does not fit the chain's network: " + e.getMessage());
    }
  }
}
