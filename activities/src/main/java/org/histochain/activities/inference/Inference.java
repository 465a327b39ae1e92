package org.histochain.activities.inference;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.network.FoldedNetwork;
import org.histochain.activities.network.Models;
import org.histochain.activities.network.NetworkInput;
import org.histochain.activities.network.TorchRuntime;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ModelInput;
import org.jspecify.annotations.Nullable;

/** Runs models from the store over patches of a data set. Safe for use by many threads. */
public final class Inference {
  private final Artifacts artifacts;
  private final Datasets datasets;
  private final PatchLoader patches;
  private final Counter labelled;
  private @Nullable Loaded idle;

  /** A model that is run over shard after shard is read once, and waits for the next one. */
  private record Loaded(String sha256, NetworkInput input, Predictor predictor) {
    boolean is(ArtifactRef model, NetworkInput wanted) {
      return sha256.equals(model.sha256()) && input.equals(wanted);
    }
  }

  public Inference(
      Artifacts artifacts, Datasets datasets, PatchLoader patches, MeterRegistry meters) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.datasets = requireNonNull(datasets, "datasets is null");
    this.patches = requireNonNull(patches, "patches is null");
    labelled =
        Counter.builder("histochain.predicted")
            .description("Images that a network was run over, for pseudo-labels or scores")
            .baseUnit("images")
            .register(meters);
  }

  /**
   * Returns the softmax of each patch.
   *
   * @param purpose what the progress is told of
   * @return float32 [patches][classes], in the order of {@code ids}
   * @throws org.histochain.activities.step.StepFailure if the model is another network's or a patch
   *     is not in the data set
   */
  public float[][] probabilities(
      ModelInput input, ArtifactRef model, List<String> ids, String purpose, StepMonitor monitor)
      throws IOException {
    try (PatchFile decoded =
        patches.load(datasets.load(input.dataset()), ids, input.stain(), monitor)) {
      return probabilities(input, model, decoded, purpose, monitor);
    }
  }

  /**
   * Returns the softmax of patches that are decoded already.
   *
   * @param decoded as the network is to see them, stain-normalised where it was trained so
   * @param purpose what the progress is told of
   * @return float32 [patches][classes]
   */
  public float[][] probabilities(
      ModelInput input, ArtifactRef model, PatchFile decoded, String purpose, StepMonitor monitor)
      throws IOException {
    if (decoded.size() == 0) {
      return new float[0][];
    }
    TorchRuntime.useThreads(input.threads());
    Loaded loaded = take(model, NetworkInput.of(input));
    try {
      float[][] rows = loaded.predictor().probabilities(decoded, purpose, monitor);
      labelled.increment(rows.length);
      return rows;
    } finally {
      giveBack(loaded);
    }
  }

  /** Returns the idle model if it is that one, else loads it; it is the caller's alone. */
  private Loaded take(ArtifactRef model, NetworkInput input) throws IOException {
    Loaded waiting = takeIdle();
    if (waiting != null && waiting.is(model, input)) {
      return waiting;
    }
    close(waiting);
    FoldedNetwork network =
        Models.loadFolded(artifacts, model, input.architecture(), TorchRuntime.device());
    return new Loaded(model.sha256(), input, new Predictor(network, input.normalisation()));
  }

  private synchronized @Nullable Loaded takeIdle() {
    Loaded waiting = idle;
    idle = null;
    return waiting;
  }

  private synchronized void giveBack(Loaded loaded) {
    close(idle);
    idle = loaded;
  }

  private static void close(@Nullable Loaded loaded) {
    if (loaded != null) {
      loaded.predictor().close();
    }
  }
}
