package org.histochain.activities.prediction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.histochain.activities.dataset.UnfitImageException;
import org.histochain.activities.step.StepFailure;
import org.histochain.workflows.contract.FailureTypes;

/** Where new images are, read one at a time. */
interface ImageSource extends AutoCloseable {
  /** The most bytes that an image's file may have. */
  long MOST_BYTES = 512L << 20;

  /** An image's file, not read yet. */
  @FunctionalInterface
  interface Content {
    /**
     * Returns its bytes.
     *
     * @throws UnfitImageException if it has too many, or cannot be unpacked
     */
    byte[] read() throws IOException;
  }

  /** Takes an image. */
  @FunctionalInterface
  interface Consumer {
    /**
     * Takes an image.
     *
     * @param path where it is within the source, with {@code /} between its parts
     */
    void accept(String path, Content content) throws IOException;
  }

  /**
   * Opens a folder, with all folders in it, a zip file or one image.
   *
   * @throws StepFailure of type {@code InvalidDataset} if there is none, or a zip file that is not
   *     to be trusted
   */
  static ImageSource open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return FolderImages.open(path);
    }
    if (!Files.isRegularFile(path)) {
      throw invalid("There is no file or folder %s: correct --images".formatted(path));
    }
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".zip")
        ? ZipImages.open(path)
        : FolderImages.one(path);
  }

  /** Whether a name is that of an image; other files beside images are nobody's fault. */
  static boolean isImage(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Set.of("png", "jpg", "jpeg", "tif", "tiff").contains(extension);
  }

  static UnfitImageException unreadable(String reason) {
    return new UnfitImageException(UnfitImageException.Fault.unreadable, reason);
  }

  static StepFailure invalid(String message) {
    return new StepFailure(FailureTypes.INVALID_DATASET, message);
  }

  /** Returns the number of images. */
  int size();

  /** Passes all images on, in the order of their paths. */
  void forEach(Consumer consumer) throws IOException;

  @Override
  void close() throws IOException;
}
