package org.histochain.activities.image;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The image files under a folder. */
public final class FolderFiles implements ImageFiles {
  private final Path folder;

  public FolderFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public String where() {
    return folder.toString();
  }

  @Override
  public List<String> images() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> path(folder.relativize(file)))
          .filter(path -> ImageFiles.isImage(path) && !isHidden(path))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String path(Path relative) {
    List<String> names = new ArrayList<>();
    relative.forEach(name -> names.add(name.toString()));
    return String.join("/", names);
  }

  /** Hidden files and folders are no one's data. */
  private static boolean isHidden(String path) {
    return path.startsWith(".") || path.contains("/.");
  }

  @Override
  public SortedMap<String, SortedSet<String>> folders() throws IOException {
    SortedMap<String, SortedSet<String>> folders = new TreeMap<>();
    SortedSet<String> top = names(folder);
    for (String name : top) {
      if (name.endsWith("/")) {
        String plain = name.substring(0, name.length() - 1);
        folders.put(plain, names(folder.resolve(plain)));
      }
    }
    top.removeIf(name -> name.endsWith("/"));
    if (!top.isEmpty()) {
      folders.put("", top);
    }
    return folders;
  }

  private static SortedSet<String> names(Path folder) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        String name = String.valueOf(entry.getFileName());
        if (!isHidden(name)) {
          names.add(Files.isDirectory(entry) ? name + "/" : name);
        }
      }
    }
    return names;
  }

  @Override
  public @Nullable String find(String path) {
    List<String> spellings =
        Stream.of(
                path,
                Normalizer.normalize(path, Normalizer.Form.NFC),
                Normalizer.normalize(path, Normalizer.Form.NFD))
            .distinct()
            .toList();
    for (String spelling : spellings) {
      try {
        if (Files.isRegularFile(folder.resolve(spelling))) {
          return spelling;
        }
      } catch (InvalidPathException e) {
        // No file can have such a name, so there is none.
      }
    }
    return null;
  }

  @Override
  public byte[] bytes(String path) throws IOException {
    Path file = folder.resolve(path);
    try {
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        throw new UnreadableImageException(
            "the file has " + size + " bytes, more than the " + MOST_BYTES + " that are read");
      }
      return Files.readAllBytes(file);
    } catch (FileSystemException | FileNotFoundException e) {
      throw new UnreadableImageException(
          "the file cannot be opened (" + e.getClass().getSimpleName() + ")");
    }
  }

  @Override
  public void close() {}
}
