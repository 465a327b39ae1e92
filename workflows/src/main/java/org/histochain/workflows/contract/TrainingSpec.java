package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Settings of one training step. Exactly one of {@code epochs} and {@code steps} is set.
 *
 * @param epochs passes over the training table
 * @param steps optimizer updates
 * @param batch patches per update
 * @param learningRate peak learning rate of the cosine schedule
 * @param weightDecay decoupled weight decay (AdamW)
 * @param sampling {@code uniform} (every patch once per epoch) or {@code balanced} (classes equally
 *     often)
 */
public record TrainingSpec(
    @Nullable Integer epochs,
    @Nullable Integer steps,
    int batch,
    double learningRate,
    double weightDecay,
    String sampling) {
  public TrainingSpec {
    requireNonNull(sampling, "sampling is null");
  }
}
