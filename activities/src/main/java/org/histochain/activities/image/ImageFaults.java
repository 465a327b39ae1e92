package org.histochain.activities.image;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.histochain.activities.step.FirstTwenty;
import org.histochain.activities.step.StepFailure;

/** Gathers the images that cannot be taken, so that all are named at once. */
public final class ImageFaults {
  private final String where;
  private final OnBadImage onBadImage;
  private final Map<Kind, Advice> advice;
  private final Map<Kind, FirstTwenty> faults = new EnumMap<>(Kind.class);
  private final List<SkippedImage> skipped = new ArrayList<>();

  /** What is wrong with an image. */
  public enum Kind {
    /** It is none, is damaged, or too large. */
    unreadable,
    /** It is sound, but of another mode. */
    mode,
    /** It is sound, but not square. */
    shape,
    /** It is sound, but of another size. */
    size;

    /** Returns the kind of a fault of a sound image. */
    public static Kind of(RefusedImageException.Reason reason) {
      return switch (reason) {
        case mode -> mode;
        case shape -> shape;
        case size -> size;
      };
    }
  }

  /**
   * What to say of images with a fault.
   *
   * @param fault what is wrong with one: {@code is not square}
   * @param remedy what to do with one: {@code crop it}
   */
  public record Advice(String fault, String remedy) {
    public Advice {
      requireNonNull(fault, "fault is null");
      requireNonNull(remedy, "remedy is null");
    }
  }

  /**
   * @param where names the source
   * @param onBadImage what to do with an image that cannot be read
   * @param advice what to say of each kind that can be added
   */
  public ImageFaults(String where, OnBadImage onBadImage, Map<Kind, Advice> advice) {
    this.where = requireNonNull(where, "where is null");
    this.onBadImage = requireNonNull(onBadImage, "onBadImage is null");
    this.advice = Map.copyOf(advice);
  }

  /**
   * Adds an image.
   *
   * @param path where it is in the source
   * @param reason what is wrong with it, in a few words
   */
  public void add(String path, Kind kind, String reason) {
    if (kind == Kind.unreadable && onBadImage == OnBadImage.skip) {
      skipped.add(new SkippedImage(path, reason));
    } else {
      faults.computeIfAbsent(kind, _ -> new FirstTwenty()).add(path + ": " + reason);
    }
  }

  /** Returns the images that are left out. */
  public List<SkippedImage> skipped() {
    return List.copyOf(skipped);
  }

  /** Returns whether there is an image that must not be left out. */
  public boolean refuse() {
    return !faults.isEmpty();
  }

  /**
   * Returns if there is no image that must not be left out.
   *
   * @throws StepFailure of type {@code InvalidDataset}, naming the first of each kind
   */
  public void throwIfAny() {
    if (refuse()) {
      List<String> messages = new ArrayList<>();
      faults.forEach((kind, images) -> messages.add(message(kind, images)));
      throw StepFailure.invalidDataset(String.join("\n", messages));
    }
  }

  private String message(Kind kind, FirstTwenty images) {
    Advice words = requireNonNull(advice.get(kind), kind.name());
    if (images.count() == 1) {
      return "One image of %s %s: %s; %s"
          .formatted(where, words.fault(), images.only(), words.remedy());
    }
    return images.below(
        "%d images of %s %s; %s"
            .formatted(
                images.count(),
                where,
                words.fault().replaceFirst("^is ", "are "),
                words.remedy().replaceAll("\\bit\\b", "them")));
  }
}
