package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * The best stage by validation.
 *
 * @param iteration 0 if the teacher won
 * @param modelSha256 digest of its canonical safetensors
 * @param score its validation score, of the kind the chain selects by
 */
public record BestStage(int iteration, String modelSha256, double score) {
  public BestStage {
    requireNonNull(modelSha256, "modelSha256 is null");
  }
}
