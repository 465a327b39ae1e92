package org.histochain.activities.audit;

import java.util.List;
import java.util.Locale;
import org.histochain.activities.audit.Perturbation.Kind;
import org.histochain.activities.baseline.ColourFeatures;
import org.histochain.activities.report.Wording;
import org.jspecify.annotations.Nullable;

/** How an audit is put in words, on its page and on a terminal. */
public final class AuditWords {
  private AuditWords() {}

  /** Names a perturbation: {@code Blur of 0.5 px}. */
  public static String name(Kind kind, double strength) {
    String between =
        switch (kind) {
          case jpeg -> " at ";
          case stain, rotation -> " by ";
          case blur -> " of ";
        };
    return title(kind) + between + strength(kind, strength);
  }

  static String title(Kind kind) {
    return switch (kind) {
      case jpeg -> "JPEG";
      case stain -> "Stain shift";
      case blur -> "Blur";
      case rotation -> "Rotation";
    };
  }

  static String strength(Kind kind, double strength) {
    return switch (kind) {
      case jpeg -> String.format(Locale.ROOT, "quality %.0f", strength);
      case stain -> String.format(Locale.ROOT, "%+.1f", strength);
      case blur -> String.format(Locale.ROOT, "%.1f px", strength);
      case rotation -> String.format(Locale.ROOT, "%.0f°", strength);
    };
  }

  static String axis(Kind kind) {
    return switch (kind) {
      case jpeg -> "Quality";
      case stain -> "Strength (right: haematoxylin)";
      case blur -> "Standard deviation, px";
      case rotation -> "Degrees";
    };
  }

  /** Names a colour-only model. */
  public static String name(ColourFeatures features) {
    return switch (features) {
      case histogram -> "Colour histogram";
      case means -> "Channel means";
    };
  }

  /** Names the stage that was audited. */
  public static String stage(int iteration) {
    return iteration == 0 ? "the teacher" : "the student of iteration " + iteration;
  }

  /** Writes an interval of scores in percent; nothing where there is none. */
  public static String percent(@Nullable List<Double> ends) {
    return ends == null
        ? ""
        : Wording.percent(ends.getFirst()) + " to " + Wording.percent(ends.getLast());
  }

  /** Writes a difference in points, with its sign and without the word. */
  public static String points(double difference) {
    return String.format(Locale.ROOT, "%+.1f", 100 * difference);
  }

  /** Writes an interval of differences in points; nothing where there is none. */
  public static String points(@Nullable List<Double> ends) {
    return ends == null ? "" : points(ends.getFirst()) + " to " + points(ends.getLast());
  }

  /** Says in a sentence what colour alone explains; null where that is no cause for warning. */
  public static @Nullable String warning(AuditResult audit) {
    if (!audit.colourWarning()) {
      return null;
    }
    ColourAlone most = audit.colour().getFirst();
    for (ColourAlone one : audit.colour()) {
      most = one.balancedAccuracy() > most.balancedAccuracy() ? one : most;
    }
    Double share = most.share();
    return share == null
        ? "On test the network is no better than chance, so its score says nothing about tissue."
        : "Colour explains most of the score: a model that sees colours alone (%s) reaches %s %%, which is %s %% of what the network has above chance. The network may have learnt stain or scanner rather than tissue."
            .formatted(
                name(most.features()).toLowerCase(Locale.ROOT),
                Wording.percent(most.balancedAccuracy()),
                String.format(Locale.ROOT, "%.0f", 100 * share));
  }
}
