package org.histochain.activities.dataset;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * Asks for a data set to be imported.
 *
 * @param name name of the data set
 * @param source a MedMNIST {@code .npz} file, or a folder with a folder of images for each class
 * @param classes class names in the order of their indices; empty: those that the source has
 * @param onBadImage what to do with an image that cannot be read
 */
public record ImportRequest(String name, Path source, List<String> classes, OnBadImage onBadImage) {
  public ImportRequest {
    requireNonNull(name, "name is null");
    requireNonNull(source, "source is null");
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    requireNonNull(onBadImage, "onBadImage is null");
  }
}
