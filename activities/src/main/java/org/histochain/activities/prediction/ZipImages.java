package org.histochain.activities.prediction;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The images in a zip file, which is never unpacked to disk. */
final class ZipImages implements ImageSource {
  private static final long MOST_EXPANSION = 1000;

  private final Path file;
  private final ZipFile zip;
  private final SortedMap<String, ZipArchiveEntry> entries = new TreeMap<>();

  private ZipImages(Path file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
  }

  static ZipImages open(Path file) throws IOException {
    ZipFile zip;
    try {
      zip = ZipFile.builder().setPath(file).get();
    } catch (IOException damaged) {
      throw ImageSource.invalid(
          "%s is no zip file, or not all of one (%s): make it again"
              .formatted(file, damaged.getMessage()));
    }
    ZipImages images = new ZipImages(file, zip);
    try {
      List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
      for (ZipArchiveEntry entry : entries) {
        images.add(entry);
      }
      return images;
    } catch (RuntimeException refused) {
      zip.close();
      throw refused;
    }
  }

  private void add(ZipArchiveEntry entry) {
    String path = entry.getName().replace('\\', '/');
    boolean outside =
        path.startsWith("/")
            || path.matches("[A-Za-z]:.*")
            || List.of(path.split("/")).contains("..");
    if (outside) {
      throw refused(entry, "its name leads out of the archive");
    }
    if (entry.isUnixSymlink()) {
      throw refused(entry, "it is a link");
    }
    if (entry.getSize() > Math.min(MOST_BYTES, most(entry))) {
      throw refused(entry, "it unpacks to %d bytes, too many".formatted(entry.getSize()));
    }
    if (!entry.isDirectory() && ImageSource.isImage(path)) {
      entries.put(path, entry);
    }
  }

  private static long most(ZipArchiveEntry entry) {
    return Math.max(1, entry.getCompressedSize()) * MOST_EXPANSION;
  }

  private RuntimeException refused(ZipArchiveEntry entry, String why) {
    return ImageSource.invalid(
        "Entry %s of %s is refused: %s; leave it out of the archive"
            .formatted(entry.getName(), file, why));
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public void forEach(Consumer consumer) throws IOException {
    for (String path : entries.keySet()) {
      ZipArchiveEntry entry = requireNonNull(entries.get(path), path);
      consumer.accept(path, () -> read(entry));
    }
  }

  /** What an entry says of its size is no promise. */
  private byte[] read(ZipArchiveEntry entry) throws IOException {
    long most = Math.min(MOST_BYTES, most(entry));
    try (InputStream content = zip.getInputStream(entry)) {
      byte[] encoded = content.readNBytes((int) most);
      if (content.read() >= 0) {
        throw refused(entry, "it unpacks to more than %d bytes".formatted(most));
      }
      return encoded;
    } catch (IOException damaged) {
      throw ImageSource.unreadable("it cannot be unpacked: " + damaged.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
