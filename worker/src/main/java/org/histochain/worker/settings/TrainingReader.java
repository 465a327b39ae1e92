package org.histochain.worker.settings;

import org.histochain.workflows.contract.ConsistencySpec;
import org.histochain.workflows.contract.TrainingSpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of the three training steps. What {@code pretrain} and {@code finetune} leave
 * unset they take from {@code teacher}, and what that leaves unset too from the step's own default.
 */
final class TrainingReader {
  private static final Keys KEYS =
      Keys.of(
          "epochs",
          "steps",
          "batch",
          "learningRate",
          "weightDecay",
          "sampling",
          "warmup",
          "clip",
          "smoothing",
          "temperature",
          "ema",
          "batchNorm",
          "noise",
          "mixup");
  private static final Keys PRETRAIN = KEYS.with("consistency");
  private static final Keys CONSISTENCY = Keys.of("weight", "threshold", "ratio");
  private static final String EXAMPLE = "{epochs: 80}";
  private static final int BATCH = 64;
  private static final double LEARNING_RATE = 2e-3;
  private static final double WEIGHT_DECAY = 1e-3;

  private final Section teacher;
  private final Findings findings;
  private final String sampling;

  /**
   * @param file the whole file
   */
  TrainingReader(Section file, Findings findings) {
    this.teacher = file.section("teacher", KEYS, EXAMPLE);
    this.findings = findings;
    this.sampling = file.text("sampling").orElse("uniform");
  }

  TrainingSpec teacher() {
    return read(teacher, 150, LEARNING_RATE, null);
  }

  TrainingSpec pretrain(Section file) {
    Section own = file.section("pretrain", PRETRAIN, EXAMPLE);
    return read(own, 80, LEARNING_RATE, consistency(own));
  }

  TrainingSpec finetune(Section file) {
    return read(file.section("finetune", KEYS, EXAMPLE), 40, 5e-4, null);
  }

  private static @Nullable ConsistencySpec consistency(Section pretrain) {
    if (!pretrain.has("consistency")) {
      return null;
    }
    Section own =
        pretrain.section("consistency", CONSISTENCY, "{weight: 1, threshold: 0.95, ratio: 1}");
    ConsistencySpec unset = ConsistencySpec.DEFAULTS;
    double weight = own.decimal("weight").orElse(unset.weight());
    return weight == 0
        ? null
        : new ConsistencySpec(
            weight,
            own.decimal("threshold").orElse(unset.threshold()),
            own.integer("ratio").orElse(unset.ratio()));
  }

  private TrainingSpec read(
      Section own, int epochs, double learningRate, @Nullable ConsistencySpec consistency) {
    Section lengthFrom = own.has("epochs") || own.has("steps") ? own : teacher;
    if (own.has("epochs") && own.has("steps")) {
      findings.report(
          own.dotted("steps"),
          "%s and %s are both set: keep one".formatted(own.dotted("epochs"), own.dotted("steps")));
    }
    @Nullable Integer steps = lengthFrom.integer("steps").orElse(null);
    return new TrainingSpec(
        steps == null ? lengthFrom.integer("epochs").orElse(epochs) : null,
        steps,
        own.integer("batch").or(() -> teacher.integer("batch")).orElse(BATCH),
        own.decimal("learningRate").or(() -> teacher.decimal("learningRate")).orElse(learningRate),
        own.decimal("weightDecay").or(() -> teacher.decimal("weightDecay")).orElse(WEIGHT_DECAY),
        own.text("sampling").or(() -> teacher.text("sampling")).orElse(sampling),
        option(own, "warmup", 0),
        option(own, "clip", 0),
        option(own, "smoothing", 0),
        option(own, "temperature", 1),
        option(own, "ema", 0),
        own.text("batchNorm").filter(value -> !value.equals("batch")).orElse(null),
        option(own, "noise", 1),
        option(own, "mixup", 0),
        consistency);
  }

  /** Returns an option that is off by default; {@code neutral} switches it off again. */
  private @Nullable Double option(Section own, String key, double neutral) {
    Double value = own.decimal(key).or(() -> teacher.decimal(key)).orElse(neutral);
    return value == neutral ? null : value;
  }
}
