package org.histochain.activities.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.step.StepFailure;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.FailureTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Weights from a file of the user's in place of fresh ones ({@code network.init}): tensors are
 * taken by name and shape, a classifier of another number of classes is left fresh, and so is
 * everything else that does not match.
 */
public final class StartWeights {
  private static final Logger LOG = LoggerFactory.getLogger(StartWeights.class);
  private static final String CLASSIFIER = "fc.";
  private static final int NAMED = 10;

  private StartWeights() {}

  /**
   * Returns {@code fresh} with what a file has for it.
   *
   * @param file safetensors; F32
   * @throws StepFailure {@code InvalidChain} if it is no whole safetensors file, or nothing but the
   *     classifier matches
   */
  public static NetworkState over(NetworkState fresh, Artifacts artifacts, ArtifactRef file)
      throws IOException {
    SortedMap<String, Tensor> tensors;
    try {
      tensors = SafetensorsFile.read(artifacts.read(file));
    } catch (IllegalArgumentException e) {
      throw refused(file, String.valueOf(e.getMessage()));
    }
    SortedMap<String, Tensor> merged = fresh.named();
    List<String> taken = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (Map.Entry<String, Tensor> own : fresh.named().entrySet()) {
      if (!own.getValue().type().equals(Tensor.F32)) {
        continue;
      }
      Tensor given = tensors.get(own.getKey());
      if (given != null
          && given.type().equals(Tensor.F32)
          && given.shape().equals(own.getValue().shape())) {
        merged.put(own.getKey(), given);
        taken.add(own.getKey());
      } else {
        left.add(own.getKey());
      }
    }
    if (taken.stream().allMatch(name -> name.startsWith(CLASSIFIER))) {
      throw refused(
          file,
          "none of its %d tensors has the name and shape of one of this network's, such as conv1.weight %s"
              .formatted(tensors.size(), fresh.architecture().parameters().getFirst().shape()));
    }
    LOG.info(
        "network.init gives {} tensors; {} stay fresh: {}; {} of the file are not used",
        taken.size(),
        left.size(),
        left.subList(0, Math.min(NAMED, left.size())),
        tensors.keySet().stream().filter(name -> !taken.contains(name)).count());
    return NetworkState.of(fresh.architecture(), merged);
  }

  private static StepFailure refused(ArtifactRef file, String fault) {
    return new StepFailure(
        FailureTypes.INVALID_CHAIN,
        "network.init (SHA-256 %s): %s; give a safetensors file of this network, or none"
            .formatted(file.sha256(), fault));
  }
}
