package org.histochain.activities.training;

import org.histochain.workflows.contract.TrainingSpec;
import org.jspecify.annotations.Nullable;

/** Settings of training for tests of one option, the others being off. */
final class TrainingSpecs {
  private TrainingSpecs() {}

  static TrainingSpec warmup(double rate, @Nullable Double warmup) {
    return with(new TrainingSpec(1, null, 8, rate, 0, "uniform"), warmup, null, null, null, null);
  }

  static TrainingSpec shaping(@Nullable Double smoothing, @Nullable Double temperature) {
    return with(
        new TrainingSpec(1, null, 8, 1e-3, 0, "uniform"), null, smoothing, temperature, null, null);
  }

  static TrainingSpec ema(TrainingSpec plain, double ema) {
    return with(plain, null, null, null, ema, null);
  }

  static TrainingSpec frozen(TrainingSpec plain) {
    return with(plain, null, null, null, null, "frozen");
  }

  private static TrainingSpec with(
      TrainingSpec plain,
      @Nullable Double warmup,
      @Nullable Double smoothing,
      @Nullable Double temperature,
      @Nullable Double ema,
      @Nullable String batchNorm) {
    return new TrainingSpec(
        plain.epochs(),
        plain.steps(),
        plain.batch(),
        plain.learningRate(),
        plain.weightDecay(),
        plain.sampling(),
        warmup,
        null,
        smoothing,
        temperature,
        ema,
        batchNorm);
  }
}
