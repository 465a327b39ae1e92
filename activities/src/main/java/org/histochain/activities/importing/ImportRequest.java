package org.histochain.activities.importing;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import org.histochain.activities.image.OnBadImage;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a data set to be imported.
 *
 * @param name name of the data set
 * @param source a MedMNIST {@code .npz} file; or a folder or zip with a folder of images for each
 *     class; or, with a table, a folder or zip of the images that it names
 * @param classes class names in the order of their indices; empty: those that the source has
 * @param table the table of the images; null: their folders are their classes
 * @param externalTest class folders whose images are the test set; null: none
 * @param images what to make of images
 * @param onBadImage what to do with an image that cannot be read
 * @param onDuplicate what to do with equal images of different classes or declared splits
 */
public record ImportRequest(
    String name,
    Path source,
    List<String> classes,
    @Nullable ImportTable table,
    @Nullable Path externalTest,
    ImageSettings images,
    OnBadImage onBadImage,
    OnDuplicate onDuplicate) {
  public ImportRequest {
    requireNonNull(name, "name is null");
    requireNonNull(source, "source is null");
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    requireNonNull(images, "images is null");
    requireNonNull(onBadImage, "onBadImage is null");
    requireNonNull(onDuplicate, "onDuplicate is null");
  }

  /** Asks for an import without a table, of images as they are. */
  public ImportRequest(String name, Path source, List<String> classes, OnBadImage onBadImage) {
    this(name, source, classes, null, null, ImageSettings.DEFAULT, onBadImage, OnDuplicate.fail);
  }
}
