package org.histochain.activities.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Image files under relative paths, {@code /} between names: those of a folder or a zip. */
public interface ImageFiles extends AutoCloseable {
  /** The most bytes of one file; far more than a patch needs. */
  long MOST_BYTES = 256L << 20;

  /** Says where they are, for messages. */
  String where();

  /**
   * Opens a folder, or a file whose name ends with {@code .zip}; null where it is neither.
   *
   * @throws org.histochain.activities.step.StepFailure if it is a zip that is not to be trusted
   */
  static @Nullable ImageFiles open(Path source) throws IOException {
    if (Files.isDirectory(source)) {
      return new FolderFiles(source);
    }
    boolean zip = source.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    return zip && Files.isRegularFile(source) ? ZipFiles.open(source) : null;
  }

  /** Returns whether a name is that of a PNG, JPEG or TIFF image. */
  static boolean isImage(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Set.of("png", "jpg", "jpeg", "tif", "tiff").contains(extension);
  }

  /** Returns the paths of all images, in whatever folders, sorted; hidden ones are left out. */
  List<String> images() throws IOException;

  /**
   * Returns what the folders of classes hold, hidden files left out: names by folder; those of
   * folders end with {@code /}, and the folder of what lies in none is empty.
   */
  SortedMap<String, SortedSet<String>> folders() throws IOException;

  /**
   * Returns the path under which a file is here, whose name may be composed of other code points
   * than the one asked for (Unicode's NFC and NFD); null where there is no such file.
   */
  @Nullable String find(String path);

  /**
   * Returns the bytes of a file that is here.
   *
   * @throws UnreadableImageException if it has more than {@link #MOST_BYTES}, or is damaged
   */
  byte[] bytes(String path) throws IOException;

  @Override
  void close() throws IOException;
}
