package org.histochain.activities.artifact;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A store in a folder, which must be there already. Objects are written aside, forced to the disk
 * and moved to their place; what a crash leaves aside lies in {@code .incoming} and is no object.
 */
public final class FolderStore implements ArtifactStore {
  private static final String INCOMING = ".incoming";

  private final Path root;

  private FolderStore(Path root) {
    this.root = root;
  }

  /**
   * Opens the store in {@code root}.
   *
   * @throws StoreRefusedException if that is no folder, or one that cannot be written to
   */
  public static FolderStore open(Path root) throws IOException {
    FolderStore store = new FolderStore(root.toAbsolutePath().normalize());
    store.guarded(
        () -> {
          try (WholeFile probe = store.incoming()) {
            return Files.createFile(probe.path());
          }
        });
    return store;
  }

  @Override
  public void put(String path, byte[] content) throws IOException {
    replace(path, new ByteArrayInputStream(content));
  }

  @Override
  public void put(String path, Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      replace(path, content);
    }
  }

  private void replace(String path, InputStream content) throws IOException {
    Path target = target(path);
    guarded(
        () -> {
          try (WholeFile file = incoming()) {
            Files.copy(content, file.path());
            file.force();
            file.replace(target);
            WholeFile.forceEntry(target);
            return target;
          }
        });
  }

  @Override
  public boolean putIfAbsent(String path, byte[] content) throws IOException {
    Path target = target(path);
    return guarded(
        () -> {
          try (WholeFile file = incoming()) {
            Files.write(file.path(), content);
            file.force();
            boolean created = file.create(target);
            WholeFile.forceEntry(target);
            return created;
          }
        });
  }

  @Override
  public InputStream open(String path) throws IOException {
    Path target = target(path);
    return guarded(
        () -> {
          if (!Files.isRegularFile(target)) {
            throw MissingArtifactException.of(path, this);
          }
          try {
            return Files.newInputStream(target);
          } catch (NoSuchFileException e) {
            throw MissingArtifactException.of(path, this);
          }
        });
  }

  @Override
  public OptionalLong size(String path) throws IOException {
    Path target = target(path);
    return guarded(
        () -> {
          try {
            BasicFileAttributes found = Files.readAttributes(target, BasicFileAttributes.class);
            return found.isRegularFile() ? OptionalLong.of(found.size()) : OptionalLong.empty();
          } catch (NoSuchFileException e) {
            return OptionalLong.empty();
          }
        });
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    Path folder = root.resolve(StorePaths.checkPrefix(prefix));
    List<String> paths = new ArrayList<>();
    guarded(() -> Files.exists(folder) ? Files.walkFileTree(folder, new Lister(paths)) : folder);
    Collections.sort(paths);
    return List.copyOf(paths);
  }

  @Override
  public void delete(String path) throws IOException {
    Path target = target(path);
    guarded(() -> !Files.isDirectory(target) && Files.deleteIfExists(target));
  }

  @Override
  public String describe() {
    return "file:" + root;
  }

  @Override
  public void close() {}

  private Path target(String path) {
    return root.resolve(StorePaths.check(path));
  }

  private WholeFile incoming() throws IOException {
    return WholeFile.in(root.resolve(INCOMING));
  }

  @FunctionalInterface
  private interface Call<T> {
    T run() throws IOException;
  }

  private <T> T guarded(Call<T> call) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new StoreRefusedException(
          "The store folder "
              + root
              + " is not there, or hidden from this user: create it (mkdir -p), or name another store (HISTOCHAIN_STORE)");
    }
    try {
      return call.run();
    } catch (AccessDeniedException | ReadOnlyFileSystemException e) {
      throw refused(e);
    } catch (FileSystemException e) {
      String reason = Objects.requireNonNullElse(e.getReason(), "");
      if (reason.contains("Read-only") || reason.contains("not permitted")) {
        throw refused(e);
      }
      throw new StoreUnavailableException(
          "The store folder " + root + " failed: " + e.getMessage(), e);
    }
  }

  private StoreRefusedException refused(Exception cause) {
    return new StoreRefusedException(
        "The store folder "
            + root
            + " is read-only ("
            + cause
            + "): give this user the right to write there, or name another store (HISTOCHAIN_STORE)",
        cause);
  }

  /** Collects the objects' paths; what is deleted meanwhile is left out. */
  private final class Lister extends SimpleFileVisitor<Path> {
    private final List<String> paths;

    Lister(List<String> paths) {
      this.paths = paths;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return folder.equals(root.resolve(INCOMING))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String path = root.relativize(file).toString();
      paths.add(path.replace(file.getFileSystem().getSeparator(), "/"));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }
}
