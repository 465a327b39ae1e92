package org.histochain.activities.network;

import java.io.IOException;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.step.StepFailure;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.FailureTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Weights from a file of the user's in place of fresh ones ({@code network.init}), as {@link
 * StartMatch} matches them.
 */
public final class StartWeights {
  private static final Logger LOG = LoggerFactory.getLogger(StartWeights.class);

  private StartWeights() {}

  /**
   * Returns {@code fresh} with what a file has for it.
   *
   * @param file safetensors; F32
   * @throws StepFailure {@code InvalidChain} if it does not fit
   */
  public static NetworkState over(NetworkState fresh, Artifacts artifacts, ArtifactRef file)
      throws IOException {
    try {
      StartMatch match = StartMatch.of(fresh.architecture(), artifacts.read(file));
      match.lines().forEach(LOG::info);
      return match.over(fresh);
    } catch (IllegalArgumentException e) {
      throw new StepFailure(
          FailureTypes.INVALID_CHAIN,
          "network.init (SHA-256 %s): %s; give a safetensors file of this network, or none"
              .formatted(file.sha256(), e.getMessage()));
    }
  }
}
