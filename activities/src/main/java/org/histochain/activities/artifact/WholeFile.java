package org.histochain.activities.artifact;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file under construction, which is moved to its place whole or not at all. Closing it removes
 * what was not moved.
 */
final class WholeFile implements AutoCloseable {
  private final Path path;

  private WholeFile(Path path) {
    this.path = path;
  }

  /** Names a new file in {@code folder}, which must be on the file system of its place to be. */
  static WholeFile in(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new WholeFile(folder.resolve(UUID.randomUUID().toString()));
  }

  Path path() {
    return path;
  }

  /** Makes the bytes outlive a crash of the machine. */
  void force() throws IOException {
    forced(path);
  }

  /** Moves the file over whatever is at {@code target}. */
  void replace(Path target) throws IOException {
    Files.createDirectories(folderOf(target));
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Puts the file at {@code target} unless there is one, as a hard link: a rename would overwrite.
   *
   * @return whether it did
   */
  boolean create(Path target) throws IOException {
    Files.createDirectories(folderOf(target));
    try {
      Files.createLink(target, path);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Makes the entry of {@code target} in its folder outlive a crash of the machine. */
  static void forceEntry(Path target) throws IOException {
    forced(folderOf(target));
  }

  private static void forced(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path folderOf(Path target) {
    Path folder = target.getParent();
    if (folder == null) {
      throw new IllegalArgumentException(target + " has no parent folder");
    }
    return folder;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
