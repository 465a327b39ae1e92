package org.histochain.activities.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.histochain.activities.step.StepFailure;
import org.jspecify.annotations.Nullable;

/** The image files in a zip. They are read from it one by one; nothing is unpacked to disk. */
public final class ZipFiles implements ImageFiles {
  /** An image never shrinks to less than a thousandth; a bomb does. */
  private static final long MOST_EXPANSION = 1000;

  private static final long SMALL = 1 << 20;

  private final Path file;
  private final ZipFile zip;
  private final SortedMap<String, ZipArchiveEntry> entries;
  private final Map<String, String> composed;

  private ZipFiles(Path file, ZipFile zip, SortedMap<String, ZipArchiveEntry> entries) {
    this.file = file;
    this.zip = zip;
    this.entries = entries;
    this.composed = HashMap.newHashMap(entries.size());
    entries.keySet().forEach(path -> composed.putIfAbsent(compose(path), path));
  }

  /**
   * Reads a zip's list of contents.
   *
   * @throws org.histochain.activities.step.StepFailure if it is none, or an entry has a name that
   *     leads outside, is a link, is encrypted, or would expand beyond measure
   */
  public static ZipFiles open(Path file) throws IOException {
    ZipFile zip;
    try {
      zip = ZipFile.builder().setPath(file).get();
    } catch (IOException e) {
      throw StepFailure.invalidDataset(
          "%s is no zip, or is damaged or cut short (%s): download or save it again"
              .formatted(file, e.getMessage()));
    }
    try {
      SortedMap<String, ZipArchiveEntry> entries = new TreeMap<>();
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        String path = check(file, zip, entry);
        if (!isHidden(path) && entries.putIfAbsent(path, entry) != null) {
          throw refused(file, entry, "is there twice");
        }
      }
      return new ZipFiles(file, zip, entries);
    } catch (RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private static String check(Path file, ZipFile zip, ZipArchiveEntry entry) {
    String path = RelativePath.of(entry.getName());
    if (path == null) {
      throw refused(file, entry, "has a name that leads out of it");
    }
    if (entry.isUnixSymlink()) {
      throw refused(file, entry, "is a link");
    }
    if (!entry.isDirectory() && !zip.canReadEntryData(entry)) {
      throw refused(file, entry, "is encrypted, or packed by a method that is not known");
    }
    long packed = Math.max(entry.getCompressedSize(), 1);
    if (entry.getSize() > MOST_BYTES
        || entry.getSize() > SMALL && entry.getSize() / packed >= MOST_EXPANSION) {
      throw refused(
          file,
          entry,
          "would expand from %d to %d bytes".formatted(entry.getCompressedSize(), entry.getSize()));
    }
    return entry.isDirectory() ? path + "/" : path;
  }

  private static RuntimeException refused(Path file, ZipArchiveEntry entry, String fault) {
    return StepFailure.invalidDataset(
        "%s: the entry \"%s\" %s: make the zip anew without it"
            .formatted(file, entry.getName(), fault));
  }

  /** Returns the same files without the one folder that all others are in, where there is one. */
  public ZipFiles unwrapped() {
    String first = entries.isEmpty() ? "" : entries.firstKey();
    String wrapper = first.substring(0, first.indexOf('/') + 1);
    boolean wrapped =
        !wrapper.isEmpty()
            && entries.keySet().stream()
                .allMatch(
                    path ->
                        path.startsWith(wrapper) && path.indexOf('/', wrapper.length()) > 0
                            || path.equals(wrapper));
    if (!wrapped) {
      return this;
    }
    SortedMap<String, ZipArchiveEntry> inside = new TreeMap<>();
    entries
        .tailMap(wrapper + '\0')
        .forEach((path, entry) -> inside.put(path.substring(wrapper.length()), entry));
    return new ZipFiles(file, zip, inside);
  }

  /** What macOS adds is hidden too. */
  private static boolean isHidden(String path) {
    return path.startsWith(".") || path.contains("/.") || path.startsWith("__MACOSX/");
  }

  private static String compose(String path) {
    return Normalizer.normalize(path, Normalizer.Form.NFC);
  }

  @Override
  public String where() {
    return file.toString();
  }

  @Override
  public List<String> images() {
    return entries.keySet().stream().filter(ImageFiles::isImage).toList();
  }

  @Override
  public SortedMap<String, SortedSet<String>> folders() {
    SortedMap<String, SortedSet<String>> folders = new TreeMap<>();
    for (String path : entries.keySet()) {
      int first = path.indexOf('/');
      String folder = first < 0 ? "" : path.substring(0, first);
      String name = path.substring(first + 1);
      SortedSet<String> names = folders.computeIfAbsent(folder, key -> new TreeSet<>());
      int second = name.indexOf('/');
      if (!name.isEmpty()) {
        names.add(second < 0 ? name : name.substring(0, second + 1));
      }
    }
    return folders;
  }

  @Override
  public @Nullable String find(String path) {
    return entries.containsKey(path) ? path : composed.get(compose(path));
  }

  @Override
  public byte[] bytes(String path) throws IOException {
    ZipArchiveEntry entry = entries.get(path);
    if (entry == null) {
      throw new UnreadableImageException("it is not in the zip");
    }
    byte[] content;
    try (InputStream packed = zip.getInputStream(entry)) {
      content = packed.readNBytes((int) entry.getSize() + 1);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new UnreadableImageException("the zip is damaged there: " + e.getMessage());
    }
    CRC32 crc = new CRC32();
    crc.update(content);
    if (content.length != entry.getSize() || crc.getValue() != entry.getCrc()) {
      throw new UnreadableImageException(
          "the zip is damaged there: its length or checksum differs");
    }
    return content;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
