package org.histochain.activities.image;

import static java.util.Objects.requireNonNull;

/**
 * An image or file of a source that was left out.
 *
 * @param path where it is in the source
 * @param reason why, in a few words
 */
public record SkippedImage(String path, String reason) {
  public SkippedImage {
    requireNonNull(path, "path is null");
    requireNonNull(reason, "reason is null");
  }
}
