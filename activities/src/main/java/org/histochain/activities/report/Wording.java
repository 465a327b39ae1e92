package org.histochain.activities.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the page writes numbers and stages. */
final class Wording {
  /** Stands where a value does not apply. */
  static final String NONE = "–";

  private Wording() {}

  /** Writes a score in [0, 1] in percent, without the sign. */
  static String percent(@Nullable Double score) {
    return score == null ? NONE : String.format(Locale.ROOT, "%.1f", 100 * score);
  }

  static String points(double difference) {
    return String.format(Locale.ROOT, "%+.1f points", 100 * difference);
  }

  static String count(@Nullable Integer count) {
    return count == null ? NONE : String.format(Locale.ROOT, "%,d", count);
  }

  static String duration(double seconds) {
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d min %02d s".formatted(whole / 60, whole % 60)
        : "%d h %02d min".formatted(whole / 3600, whole % 3600 / 60);
  }

  static String stage(Summary.Stage stage) {
    return switch (stage.stage()) {
      case teacher -> "Teacher";
      case pretrained -> "Iteration %d, pretrained".formatted(stage.iteration());
      case finetuned -> "Iteration %d, fine-tuned".formatted(stage.iteration());
    };
  }
}
