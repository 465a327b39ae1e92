package org.histochain.activities.dataset;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Gathers the images that an import cannot take, so that all are named at once. */
final class ImportFaults {
  private final String where;
  private final OnBadImage onBadImage;
  private final Map<ImageFault.Kind, FirstTwenty> faults = new EnumMap<>(ImageFault.Kind.class);
  private final List<SkippedImage> skipped = new ArrayList<>();

  /**
   * @param where names the source
   */
  ImportFaults(String where, OnBadImage onBadImage) {
    this.where = where;
    this.onBadImage = onBadImage;
  }

  void add(SourcePatch patch, ImageFault fault) {
    if (fault.kind() == ImageFault.Kind.unreadable && onBadImage == OnBadImage.skip) {
      skipped.add(new SkippedImage(patch.origin(), fault.reason()));
    } else {
      faults
          .computeIfAbsent(fault.kind(), kind -> new FirstTwenty())
          .add(patch.origin() + ": " + fault.reason());
    }
  }

  /** Returns the images that are left out. */
  List<SkippedImage> skipped() {
    return skipped;
  }

  /**
   * Returns if there is none that forbids the import.
   *
   * @throws org.histochain.activities.step.StepFailure naming the first of each kind
   */
  void throwIfAny() {
    if (!faults.isEmpty()) {
      List<String> messages = new ArrayList<>();
      faults.forEach((kind, images) -> messages.add(message(kind, images)));
      throw Datasets.invalid(String.join("\n", messages));
    }
  }

  private String message(ImageFault.Kind kind, FirstTwenty images) {
    if (images.count() == 1) {
      return "An image of %s %s: %s; %s".formatted(where, kind.what, images.only(), kind.remedy);
    }
    return images.below(
        "%d images of %s cannot be taken, each of which %s; for each, %s"
            .formatted(images.count(), where, kind.what, kind.remedy));
  }
}
