package org.histochain.activities.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.histochain.activities.dataset.UnfitImageException;
import org.histochain.activities.dataset.UnfitImageException.Fault;
import org.histochain.activities.image.OnBadImage;
import org.histochain.activities.image.SkippedImage;

/** The images that could not be used, and why. */
final class UnfitImages {
  private static final int NAMED = 20;

  private final List<SkippedImage> unreadable = new ArrayList<>();
  private final List<SkippedImage> otherSize = new ArrayList<>();

  void add(String path, UnfitImageException fault) {
    SkippedImage image = new SkippedImage(path, String.valueOf(fault.getMessage()));
    (fault.fault() == Fault.size ? otherSize : unreadable).add(image);
  }

  /** Whether there is one that must not be passed over. */
  boolean refuses(OnBadImage onBadImage) {
    return !otherSize.isEmpty() || onBadImage == OnBadImage.fail && !unreadable.isEmpty();
  }

  List<SkippedImage> skipped() {
    return unreadable;
  }

  /** Names the first of each kind, counts the rest, says what to do: a line a kind. */
  String message(Path images, int side, boolean resized, OnBadImage onBadImage) {
    List<String> lines = new ArrayList<>();
    if (onBadImage == OnBadImage.fail && !unreadable.isEmpty()) {
      lines.add(
          "Of the images in %s, %d cannot be read: %s; replace them, or give --on-bad-image skip"
              .formatted(images, unreadable.size(), named(unreadable)));
    }
    if (!otherSize.isEmpty()) {
      lines.add(
          resized
              ? "Of the images in %s, %d cannot be taken, not being square: %s; crop them"
                  .formatted(images, otherSize.size(), named(otherSize))
              : "Of the images in %s, %d cannot be taken, not being %d x %d pixels as the model's are: %s; give --resize, or crop those that are not square"
                  .formatted(images, otherSize.size(), side, side, named(otherSize)));
    }
    return String.join("\n", lines);
  }

  private static String named(List<SkippedImage> images) {
    String first =
        images.stream()
            .limit(NAMED)
            .map(image -> "%s (%s)".formatted(image.path(), image.reason()))
            .collect(Collectors.joining(", "));
    return images.size() > NAMED ? first + " and %d more".formatted(images.size() - NAMED) : first;
  }
}
