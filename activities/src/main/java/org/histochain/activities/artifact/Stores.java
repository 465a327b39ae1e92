package org.histochain.activities.artifact;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;

/** Opens stores. */
public final class Stores {
  private Stores() {}

  /**
   * Opens the store at {@code location}; the caller closes it. An S3 store is not contacted yet.
   *
   * @throws StoreRefusedException if the location cannot be a store's, or its folder is missing or
   *     read-only
   */
  public static ArtifactStore open(StoreLocation location) throws IOException {
    URI uri = location.uri();
    return switch (Objects.requireNonNullElse(uri.getScheme(), "")) {
      case "memory" -> new MemoryStore();
      case "file" -> FolderStore.open(folder(uri));
      case "s3" -> MinioStore.open(location);
      default ->
          throw new StoreRefusedException(
              "The store "
                  + uri
                  + " is of no known kind: use s3://bucket/prefix, file:/folder or memory:");
    };
  }

  /**
   * {@code file:} also names folders relative to the working one, as Java's own reading does not.
   */
  private static Path folder(URI uri) throws StoreRefusedException {
    String path = uri.isOpaque() ? uri.getSchemeSpecificPart() : uri.getPath();
    if (path == null || path.isEmpty() || uri.getAuthority() != null) {
      throw new StoreRefusedException(
          "The store " + uri + " names no folder: write file:/folder, or file:folder");
    }
    return Path.of(path);
  }
}
