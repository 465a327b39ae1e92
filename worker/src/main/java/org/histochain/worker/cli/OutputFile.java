package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that a command writes for its user: written aside and moved, so that it is whole or not
 * there, and an earlier one stays until then.
 */
final class OutputFile implements AutoCloseable {
  private final Path file;
  private final Path aside;

  private OutputFile(Path file, Path aside) {
    this.file = file;
    this.aside = aside;
  }

  /**
   * Makes the file's folder and an empty file aside.
   *
   * @param option the option that named it, for messages
   * @throws CliError if nothing can be written there
   */
  static OutputFile open(String option, Path file) {
    Path whole = file.toAbsolutePath().normalize();
    if (Files.isDirectory(whole)) {
      throw CliError.wrongInput("%s is %s, a folder: name a file".formatted(option, file));
    }
    Path folder = requireNonNull(whole.getParent(), "a file has a folder");
    try {
      Files.createDirectories(folder);
      Path aside = folder.resolve("." + whole.getFileName() + ".new");
      Files.write(aside, new byte[0]);
      return new OutputFile(whole, aside);
    } catch (IOException unusable) {
      throw CliError.wrongInput(
          "%s is %s, which cannot be written (%s): choose another"
              .formatted(option, file, unusable.getClass().getSimpleName()));
    }
  }

  /** Returns the file to write to. */
  Path aside() {
    return aside;
  }

  /** Puts what was written in place of whatever is there. */
  void finish() throws IOException {
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes what was not finished. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(aside);
  }
}
