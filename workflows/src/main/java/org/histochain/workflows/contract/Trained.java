package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * A trained model.
 *
 * @param model canonical safetensors: its digest is {@code modelSha256}
 * @param card JSON card
 * @param loss mean loss of the last epoch
 * @param imagesPerSecond over the whole step
 * @param run how the result came about
 */
public record Trained(
    ArtifactRef model, ArtifactRef card, double loss, double imagesPerSecond, StepRun run) {
  public Trained {
    requireNonNull(model, "model is null");
    requireNonNull(card, "card is null");
    requireNonNull(run, "run is null");
  }
}
