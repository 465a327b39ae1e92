package org.histochain.activities.network;

import ai.djl.Device;
import java.io.IOException;
import java.util.SortedMap;
import java.util.function.Function;
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
    return load(artifacts, model, tensors -> NetworkState.of(architecture, tensors));
  }

  /**
   * Reads a network of a known architecture for inference, past the Java heap; the caller closes
   * it.
   *
   * @throws StepFailure of type {@code MissingArtifact} if the weights are another network's
   */
  public static FoldedNetwork loadFolded(
      Artifacts artifacts, ArtifactRef model, Architecture architecture, Device device)
      throws IOException {
    return load(artifacts, model, tensors -> FoldedNetwork.of(architecture, tensors, device));
  }

  private static <T> T load(
      Artifacts artifacts, ArtifactRef model, Function<SortedMap<String, Tensor>, T> network)
      throws IOException {
    try {
      return artifacts.read(model, content -> network.apply(SafetensorsFile.read(content)));
    } catch (IllegalArgumentException e) {
      throw new StepFailure(
          FailureTypes.MISSING_ARTIFACT,
          "Model " + model.sha256() + " does not fit the chain's network: " + e.getMessage());
    }
  }
}
