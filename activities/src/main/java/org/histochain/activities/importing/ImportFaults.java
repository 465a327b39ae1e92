package org.histochain.activities.importing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.histochain.activities.image.OnBadImage;
import org.histochain.activities.image.SkippedImage;
import org.histochain.activities.step.FirstTwenty;
import org.histochain.activities.step.StepFailure;

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
      throw StepFailure.invalidDataset(String.join("\n", messages));
    }
  }

  private String message(ImageFault.Kind kind, FirstTwenty images) {
    if (images.count() == 1) {
      return "One image of %s %s%s: %s; %s"
          .formatted(where, kind.one, kind.what, images.only(), kind.remedy);
    }
    return images.below(
        "%d images of %s %s%s; %s"
            .formatted(
                images.count(),
                where,
                kind.many,
                kind.what,
                kind.remedy.replace(" it, or", " them, or")));
  }
}
