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
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
  public Optional<StoredObject> stat(String path) throws IOException {
    Path target = target(path);
    return guarded(
        () -> {
          try {
            BasicFileAttributes found = Files.readAttributes(target, BasicFileAttributes.class);
            return found.isRegularFile() ? Optional.of(object(path, found)) : Optional.empty();
          } catch (NoSuchFileException e) {
            return Optional.empty();
          }
        });
  }

  private static StoredObject object(String path, BasicFileAttributes found) {
    return new StoredObject(path, found.size(), found.lastModifiedTime().toInstant());
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    List<String> paths = new ArrayList<>();
    visit(prefix, object -> paths.add(object.path()));
    Collections.sort(paths);
    return List.copyOf(paths);
  }

  @Override
  public void visit(String prefix, Visitor visitor) throws IOException {
    Path folder = root.resolve(StorePaths.checkPrefix(prefix));
    guarded(() -> Files.exists(folder) ? Files.walkFileTree(folder, new Walk(visitor)) : folder);
  }

  /**
   * A file that was replaced between the look and the move comes back: for that moment it is not
   * there.
   */
  @Override
  public boolean deleteIfOlder(String path, Instant time) throws IOException {
    Path target = target(path);
    if (!isOlder(stat(path), time)) {
      return false;
    }
    return guarded(
        () -> {
          try (WholeFile aside = incoming()) {
            Files.move(target, aside.path(), StandardCopyOption.ATOMIC_MOVE);
            BasicFileAttributes moved =
                Files.readAttributes(aside.path(), BasicFileAttributes.class);
            boolean old = isOlder(Optional.of(object(path, moved)), time);
            if (!old) {
              aside.create(target);
            }
            WholeFile.forceEntry(target);
            return old;
          } catch (NoSuchFileException e) {
            return false;
          }
        });
  }

  private static boolean isOlder(Optional<StoredObject> found, Instant time) {
    return found.isPresent() && found.get().modified().isBefore(time);
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

  /** Shows the objects of a folder; what is deleted meanwhile is left out. */
  private final class Walk extends SimpleFileVisitor<Path> {
    private final Visitor visitor;

    Walk(Visitor visitor) {
      this.visitor = visitor;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return folder.equals(root.resolve(INCOMING))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String path = root.relativize(file).toString();
      visitor.visit(object(path.replace(file.getFileSystem().getSeparator(), "/"), attributes));
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
