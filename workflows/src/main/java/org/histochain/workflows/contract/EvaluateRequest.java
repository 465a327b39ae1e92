package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * Asks for a model's scores on validation.
 *
 * @param context for whom
 * @param input patches and network
 * @param model weights
 * @param table the validation table
 * @param seed seed of the bootstrap
 */
public record EvaluateRequest(
    StepContext context, ModelInput input, ArtifactRef model, ArtifactRef table, long seed) {
  public EvaluateRequest {
    requireNonNull(context, "context is null");
    requireNonNull(input, "input is null");
    requireNonNull(model, "model is null");
    requireNonNull(table, "table is null");
  }
}
