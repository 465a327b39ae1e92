package org.histochain.activities.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is yet to be written, in a folder that only this user can read; closing removes both.
 * One that was there empty would be forced to the disk when closed, on some file systems.
 */
record TemporaryFile(Path path) implements AutoCloseable {
  static TemporaryFile create() throws IOException {
    return new TemporaryFile(Files.createTempDirectory("histochain-").resolve("blob"));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
    Files.deleteIfExists(path.getParent());
  }
}
