package org.histochain.workflows.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings that may change from one iteration to the next: those that decide nothing that is
 * done once for the whole chain. Values are texts, as in a chain file.
 */
public final class Settable {
  private static final List<String> FILTER = List.of("k", "p", "align");
  private static final List<String> CHAIN = List.of("patience", "warmStart", "teacher");
  private static final List<String> TRAINING =
      List.of(
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
          "noise",
          "mixup");

  private static final List<String> CONSISTENCY = List.of("weight", "threshold", "ratio");
  private static final String PRETRAIN_CONSISTENCY = "pretrain.consistency.";

  private Settable() {}

  /** Returns the keys, dotted. */
  public static List<String> keys() {
    return Stream.of(
            FILTER.stream().map(setting -> "filter." + setting),
            CHAIN.stream().map(setting -> "chain." + setting),
            TRAINING.stream().map(setting -> "pretrain." + setting),
            TRAINING.stream().map(setting -> "finetune." + setting),
            CONSISTENCY.stream().map(setting -> PRETRAIN_CONSISTENCY + setting),
            Stream.of("finetune.batchNorm"))
        .flatMap(keys -> keys)
        .toList();
  }

  /**
   * Returns {@code spec} with the values of {@code settings} in force; ranges are left to {@link
   * ChainRules}.
   *
   * @throws IllegalArgumentException if a key is none of {@link #keys}, or a value is of the wrong
   *     kind: one line that says what is allowed
   */
  public static ChainSpec apply(ChainSpec spec, Map<String, String> settings) {
    refuseBothLengths("pretrain", settings);
    refuseBothLengths("finetune", settings);
    ChainSpec changed = spec;
    for (Map.Entry<String, String> setting : new TreeMap<>(settings).entrySet()) {
      changed = apply(changed, new Value(setting.getKey(), setting.getValue()));
    }
    return changed;
  }

  /**
   * Returns {@code before} with {@code settings} in place of what they replace: a step is as long
   * as its epochs or its steps say, never both.
   */
  static SortedMap<String, String> merged(
      Map<String, String> before, Map<String, String> settings) {
    SortedMap<String, String> merged = new TreeMap<>(before);
    for (String key : settings.keySet()) {
      if (key.endsWith(".epochs")) {
        merged.remove(key.replace(".epochs", ".steps"));
      } else if (key.endsWith(".steps")) {
        merged.remove(key.replace(".steps", ".epochs"));
      }
    }
    merged.putAll(settings);
    return merged;
  }

  private static ChainSpec apply(ChainSpec spec, Value value) {
    if (!keys().contains(value.key())) {
      throw new IllegalArgumentException(unsettable(value.key()));
    }
    return switch (value.section()) {
      case "filter" -> spec.with(filter(spec.filter(), value));
      case "chain" -> spec.with(chain(spec.chain(), value));
      case "pretrain" -> spec.withPretrain(training(spec.pretrain(), value));
      default -> spec.withFinetune(training(spec.finetune(), value));
    };
  }

  private static IterationSpec chain(IterationSpec old, Value value) {
    return new IterationSpec(
        old.iterations(),
        value.is("patience") ? value.integerOrNone() : old.patience(),
        old.select(),
        value.is("warmStart") ? value.flagOrOff() : old.warmStart(),
        value.is("teacher") ? value.textOrOff("last") : old.teacher());
  }

  private static FilterSpec filter(FilterSpec old, Value value) {
    return new FilterSpec(
        value.is("k") ? K.parse(value.text()).text() : old.k(),
        value.is("p") ? value.integer() : old.p(),
        value.is("align") ? value.textOrOff("none") : old.align());
  }

  private static TrainingSpec training(TrainingSpec old, Value value) {
    boolean length = value.is("epochs") || value.is("steps");
    return new TrainingSpec(
        length ? value.is("epochs") ? value.integer() : null : old.epochs(),
        length ? value.is("steps") ? value.integer() : null : old.steps(),
        value.is("batch") ? value.integer() : old.batch(),
        value.is("learningRate") ? value.decimal() : old.learningRate(),
        value.is("weightDecay") ? value.decimal() : old.weightDecay(),
        value.is("sampling") ? value.text() : old.sampling(),
        value.is("warmup") ? value.decimalOrOff(0) : old.warmup(),
        value.is("clip") ? value.decimalOrOff(0) : old.clip(),
        value.is("smoothing") ? value.decimalOrOff(0) : old.smoothing(),
        value.is("temperature") ? value.decimalOrOff(1) : old.temperature(),
        value.is("ema") ? value.decimalOrOff(0) : old.ema(),
        value.is("batchNorm") ? value.textOrOff("batch") : old.batchNorm(),
        value.is("noise") ? value.decimalOrOff(1) : old.noise(),
        value.is("mixup") ? value.decimalOrOff(0) : old.mixup(),
        value.key().startsWith(PRETRAIN_CONSISTENCY)
            ? consistency(old.consistency(), value)
            : old.consistency());
  }

  /** Any of its settings switches it on; a weight of 0 off. */
  private static @Nullable ConsistencySpec consistency(@Nullable ConsistencySpec old, Value value) {
    ConsistencySpec before = old == null ? ConsistencySpec.DEFAULTS : old;
    double weight = value.is("weight") ? value.decimal() : before.weight();
    return weight == 0
        ? null
        : new ConsistencySpec(
            weight,
            value.is("threshold") ? value.decimal() : before.threshold(),
            value.is("ratio") ? value.integer() : before.ratio());
  }

  private static void refuseBothLengths(String step, Map<String, String> settings) {
    if (settings.containsKey(step + ".epochs") && settings.containsKey(step + ".steps")) {
      throw new IllegalArgumentException(
          "%s.epochs and %s.steps are both set: keep one".formatted(step, step));
    }
  }

  private static String unsettable(String key) {
    String why =
        key.equals("chain.iterations")
            ? "histochain extend changes it"
            : "it holds for a whole chain, or is no setting";
    return "%s cannot be set: %s; set of filter %s, of chain %s, of pretrain and finetune %s, pretrain.consistency (its %s) and finetune.batchNorm too"
        .formatted(
            key,
            why,
            String.join(", ", FILTER),
            String.join(", ", CHAIN),
            String.join(", ", TRAINING),
            String.join(", ", CONSISTENCY));
  }

  /** A key and the text that it is to become. */
  private record Value(String key, String text) {
    String section() {
      return key.substring(0, Math.max(0, key.indexOf('.')));
    }

    boolean is(String setting) {
      return key.endsWith("." + setting);
    }

    int integer() {
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw unfit("a whole number is needed");
      }
    }

    @Nullable Integer integerOrNone() {
      return text.equals("none") ? null : Integer.valueOf(integer());
    }

    double decimal() {
      try {
        double value = new BigDecimal(text).doubleValue();
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw unfit("a finite number is needed");
    }

    @Nullable Double decimalOrOff(double off) {
      double value = decimal();
      return value == off ? null : Double.valueOf(value);
    }

    @Nullable Boolean flagOrOff() {
      return switch (text) {
        case "true" -> Boolean.TRUE;
        case "false" -> null;
        default -> throw unfit("true or false is needed");
      };
    }

    @Nullable String textOrOff(String off) {
      return text.equals(off) ? null : text;
    }

    private IllegalArgumentException unfit(String needed) {
      return new IllegalArgumentException("%s is %s: %s".formatted(key, text, needed));
    }
  }
}
