package org.histochain.activities.importing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder for what an import has in work, removed when it is closed. The lock beside it ends with
 * the process, so that the next import knows, and removes, what a killed one has left.
 */
final class ImportFolder implements AutoCloseable {
  private static final String PREFIX = "import-";
  private static final String LOCK = ".lock";

  /** Not to be opened again: closing any channel to a file gives up the process's locks on it. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Path lock;
  private final FileChannel channel;

  private ImportFolder(Path folder, Path lock, FileChannel channel) {
    this.folder = folder;
    this.lock = lock;
    this.channel = channel;
  }

  /** Makes a folder in {@code scratch}, which is made too where it is not there. */
  static ImportFolder open(Path scratch) throws IOException {
    Path place = Files.createDirectories(scratch).toRealPath();
    removeDead(place);
    Path lock = Files.createTempFile(place, PREFIX, LOCK);
    HELD.add(lock);
    FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
    String name = String.valueOf(lock.getFileName());
    Path folder = place.resolve(name.substring(0, name.length() - LOCK.length()));
    ImportFolder opened = new ImportFolder(folder, lock, channel);
    try {
      tryLock(channel);
      // Only now, since a folder whose lock is free is a dead one.
      Files.createDirectory(folder);
      return opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  private static void removeDead(Path scratch) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(scratch, PREFIX + "*")) {
      for (Path folder : folders) {
        Path lock = folder.resolveSibling(folder.getFileName() + LOCK);
        if (Files.isDirectory(folder) && !HELD.contains(lock)) {
          removeIfDead(folder, lock);
        }
      }
    }
  }

  private static void removeIfDead(Path folder, Path lock) {
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (tryLock(channel) != null) {
        remove(folder);
        Files.deleteIfExists(lock);
      }
    } catch (IOException e) {
      // The next import tries again; this one can do without.
    }
  }

  /** Returns null where another has the lock, or where files cannot be locked at all. */
  private static @Nullable FileLock tryLock(FileChannel channel) {
    try {
      return channel.tryLock();
    } catch (IOException | OverlappingFileLockException e) {
      return null;
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  Path path() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (Files.exists(folder)) {
        remove(folder);
      }
      Files.deleteIfExists(lock);
    } finally {
      HELD.remove(lock);
    }
  }
}
