package org.histochain.activities.inference;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.network.FoldedNetwork;
import org.histochain.activities.network.ModelCard;
import org.histochain.activities.network.SafetensorsFile;
import org.histochain.activities.network.TorchRuntime;
import org.histochain.activities.stain.MacenkoNormaliser;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.FailureTypes;

/**
 * A model and its card, loaded to be run over images that are in no data set. Computes what
 * pseudo-labelling computes. Not safe for use by several threads at once.
 */
public final class ModelRun implements AutoCloseable {
  private final ModelCard card;
  private final Predictor predictor;

  /**
   * Loads a model.
   *
   * @param name what to call it in messages
   * @param weights a safetensors file
   * @param card its card
   * @throws StepFailure of type {@code MissingArtifact} if the card is another model's, or the
   *     weights are not those of its network
   */
  public ModelRun(String name, byte[] weights, ModelCard card) {
    this.card = requireNonNull(card, "card is null");
    String digest = Sha256.of(weights);
    if (!digest.equals(card.modelSha256())) {
      throw unfit(
          "%s has the digest %s, but its card is of %s: put the two files of one export together"
              .formatted(name, digest, card.modelSha256()));
    }
    TorchRuntime.useThreads(card.input().threads());
    try {
      FoldedNetwork network =
          FoldedNetwork.of(
              card.input().architecture(), SafetensorsFile.read(weights), TorchRuntime.device());
      this.predictor = new Predictor(network, card.input().normalisation());
    } catch (IllegalArgumentException e) {
      throw unfit("%s does not fit its card: %s".formatted(name, e.getMessage()));
    }
  }

  private static StepFailure unfit(String message) {
    return new StepFailure(FailureTypes.MISSING_ARTIFACT, message);
  }

  /** Returns the class names, in the order of the outputs. */
  public List<String> classes() {
    return card.input().classes();
  }

  /** Returns the side of the patches it was trained on, in pixels. */
  public int side() {
    return card.side();
  }

  /**
   * Returns a patch as the network is to see it: stain-normalised where it was trained so.
   *
   * @param pixels uint8 [side, side, 3]; not changed
   */
  public byte[] prepared(byte[] pixels) {
    return card.input().stain() == null ? pixels : new MacenkoNormaliser().apply(pixels);
  }

  /**
   * Returns the softmax of each patch.
   *
   * @param patches as {@link #prepared} gives them
   * @return float32 [patches][classes], in [0, 1]
   */
  public float[][] probabilities(PatchFile patches) {
    return predictor.probabilities(patches, "predict", StepMonitor.silent());
  }

  @Override
  public void close() {
    predictor.close();
  }
}
