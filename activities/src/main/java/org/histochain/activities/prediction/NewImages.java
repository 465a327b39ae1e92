package org.histochain.activities.prediction;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.histochain.activities.image.FolderFiles;
import org.histochain.activities.image.ImageFiles;
import org.histochain.activities.step.StepFailure;

/**
 * The images to predict for.
 *
 * @param files where they are, closed with this
 * @param paths their paths there, sorted
 */
record NewImages(ImageFiles files, List<String> paths) implements AutoCloseable {
  NewImages {
    requireNonNull(files, "files is null");
    paths = List.copyOf(paths);
  }

  /**
   * Opens a folder, with all folders in it, a zip file or one image.
   *
   * @throws StepFailure of type {@code InvalidDataset} if there is none, or a zip file that is not
   *     to be trusted
   */
  static NewImages open(Path images) throws IOException {
    ImageFiles files = ImageFiles.open(images);
    if (files != null) {
      return new NewImages(files, files.images());
    }
    Path folder = images.toAbsolutePath().getParent();
    if (folder == null || !Files.isRegularFile(images)) {
      throw StepFailure.invalidDataset(
          "There is no file or folder %s: correct --images".formatted(images));
    }
    return new NewImages(new FolderFiles(folder), List.of(String.valueOf(images.getFileName())));
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
