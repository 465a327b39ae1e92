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
 * @param warmup fraction of the updates, in (0, 1), over which the learning rate rises linearly to
 *     its peak before the cosine begins; null: none
 * @param clip largest Euclidean norm of the whole gradient, above 0: a longer one is scaled down to
 *     it; null: off
 * @param smoothing label smoothing in (0, 1): that share of every target is spread evenly over the
 *     classes; null: off
 * @param temperature T above 0: soft labels become p^(1/T), renormalised; below 1 sharpens them;
 *     null: as they are
 * @param ema decay in (0, 1) of an exponential moving average of weights and normalisation
 *     statistics, which then is the step's model; null: the last weights are
 * @param batchNorm {@code frozen}: batch normalisation keeps the running statistics that the step
 *     begins with, and normalises with them; null: with each batch's, which they follow
 * @param noise factor on the strengths of the step's augmentation (crop, colour, cutout, hed), each
 *     then clamped to its range; at least 0; null: 1
 * @param mixup alpha of mixup, 0.01 to 100: each batch is mixed with a permutation of itself, at a
 *     ratio drawn from Beta(alpha, alpha); null: off
 * @param consistency weak-strong consistency, of pretraining alone; null: off
 */
public record TrainingSpec(
    @Nullable Integer epochs,
    @Nullable Integer steps,
    int batch,
    double learningRate,
    double weightDecay,
    String sampling,
    @Nullable Double warmup,
    @Nullable Double clip,
    @Nullable Double smoothing,
    @Nullable Double temperature,
    @Nullable Double ema,
    @Nullable String batchNorm,
    @Nullable Double noise,
    @Nullable Double mixup,
    @Nullable ConsistencySpec consistency) {
  public TrainingSpec {
    requireNonNull(sampling, "sampling is null");
  }

  /** Training with none of the options that came later. */
  public TrainingSpec(
      @Nullable Integer epochs,
      @Nullable Integer steps,
      int batch,
      double learningRate,
      double weightDecay,
      String sampling,
      @Nullable Double warmup,
      @Nullable Double clip,
      @Nullable Double smoothing,
      @Nullable Double temperature,
      @Nullable Double ema,
      @Nullable String batchNorm) {
    this(
        epochs,
        steps,
        batch,
        learningRate,
        weightDecay,
        sampling,
        warmup,
        clip,
        smoothing,
        temperature,
        ema,
        batchNorm,
        null,
        null,
        null);
  }

  /** Training with none of the options. */
  public TrainingSpec(
      @Nullable Integer epochs,
      @Nullable Integer steps,
      int batch,
      double learningRate,
      double weightDecay,
      String sampling) {
    this(
        epochs,
        steps,
        batch,
        learningRate,
        weightDecay,
        sampling,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
