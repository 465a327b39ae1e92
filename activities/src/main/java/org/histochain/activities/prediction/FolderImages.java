package org.histochain.activities.prediction;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The images of a folder and of all folders in it, by path; hidden ones are passed over. */
final class FolderImages implements ImageSource {
  private final SortedMap<String, Path> files;

  private FolderImages(SortedMap<String, Path> files) {
    this.files = files;
  }

  static FolderImages open(Path folder) throws IOException {
    SortedMap<String, Path> files = new TreeMap<>();
    List<Path> found;
    try (Stream<Path> walked = Files.walk(folder)) {
      found = walked.filter(Files::isRegularFile).toList();
    }
    for (Path file : found) {
      String path = path(folder.relativize(file));
      if (ImageSource.isImage(path) && !path.startsWith(".") && !path.contains("/.")) {
        files.put(path, file);
      }
    }
    return new FolderImages(files);
  }

  static FolderImages one(Path file) {
    Path name = requireNonNull(file.getFileName(), "a file has a name");
    return new FolderImages(new TreeMap<>(Map.of(name.toString(), file)));
  }

  private static String path(Path relative) {
    return String.join(
        "/",
        Stream.iterate(0, n -> n < relative.getNameCount(), n -> n + 1)
            .map(n -> relative.getName(n).toString())
            .toList());
  }

  @Override
  public int size() {
    return files.size();
  }

  @Override
  public void forEach(Consumer consumer) throws IOException {
    for (String path : files.keySet()) {
      Path file = requireNonNull(files.get(path), path);
      consumer.accept(path, () -> read(file));
    }
  }

  private static byte[] read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw ImageSource.unreadable("the file has " + size + " bytes, too many for an image");
    }
    return Files.readAllBytes(file);
  }

  @Override
  public void close() {}
}
