package org.histochain.activities.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How pages write numbers and stages. */
public final class Wording {
  /** Stands where a value does not apply. */
  public static final String NONE = "–";

  private Wording() {}

  /** Writes a score in [0, 1] in percent, without the sign. */
  public static String percent(@Nullable Double score) {
    return score == null ? NONE : String.format(Locale.ROOT, "%.1f", 100 * score);
  }

  /** Writes a difference of scores in [-1, 1] in points, with its sign. */
  public static String points(double difference) {
    return String.format(Locale.ROOT, "%+.1f points", 100 * difference);
  }

  /** Writes a count with commas between thousands. */
  public static String count(@Nullable Integer count) {
    return count == null ? NONE : String.format(Locale.ROOT, "%,d", count);
  }

  /** Writes a duration, in seconds, in the units that suit it. */
  public static String duration(double seconds) {
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d min %02d s".formatted(whole / 60, whole % 60)
        : "%d h %02d min".formatted(whole / 3600, whole % 3600 / 60);
  }

  /** Says how a labelled set was drawn that is unrepresentative on purpose. */
  static String draw(String way) {
    return switch (way) {
      case "oneGroup" -> "of each class from as few groups as can give them, on purpose";
      case "nearest" -> "of each class one and those that look most like it, on purpose";
      case "atypical" -> "of each class those that look least like it, on purpose";
      default -> throw new IllegalArgumentException("labels.draw is " + way);
    };
  }

  static String stage(Summary.Stage stage) {
    return switch (stage.stage()) {
      case teacher -> "Teacher";
      case pretrained -> "Iteration %d, pretrained".formatted(stage.iteration());
      case finetuned -> "Iteration %d, fine-tuned".formatted(stage.iteration());
    };
  }
}
