package org.histochain.activities.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.image.EncodedImage;
import org.histochain.activities.image.ImageFiles;
import org.histochain.activities.image.ImageReading;
import org.histochain.activities.image.ReadImage;
import org.histochain.activities.image.SkippedImage;
import org.histochain.activities.image.UnreadableImageException;
import org.jspecify.annotations.Nullable;

/**
 * Patches that are image files each. PNG files of 8-bit RGB are kept byte for byte once they have
 * been decoded; the others become PNG.
 */
final class FileSource implements PatchSource {
  private final String description;
  private final List<ImageFiles> files;
  private final List<String> classes;
  private final List<FileEntry> entries;
  private final List<SkippedImage> ignored;
  private int position;

  /**
   * @param files what the entries are in, closed with the source; the first names it
   */
  FileSource(
      String description,
      List<ImageFiles> files,
      List<String> classes,
      List<FileEntry> entries,
      List<SkippedImage> ignored) {
    this.description = description;
    this.files = List.copyOf(files);
    this.classes = List.copyOf(classes);
    this.entries = List.copyOf(entries);
    this.ignored = List.copyOf(ignored);
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public long size() {
    return entries.size();
  }

  /** The side that the first readable header says, so that no other size is ever decoded. */
  @Override
  public int side() throws IOException {
    for (FileEntry entry : entries) {
      try (EncodedImage image = EncodedImage.open(entry.files().bytes(entry.path()))) {
        return image.width();
      } catch (UnreadableImageException e) {
        // Named when its turn comes.
      }
    }
    return 1;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String where() {
    return files.getFirst().where();
  }

  @Override
  public List<SkippedImage> ignored() {
    return ignored;
  }

  @Override
  public @Nullable SourceShard nextShard(Path folder) {
    if (position == entries.size()) {
      return null;
    }
    int end = Math.min(position + DatasetWriter.SHARD, entries.size());
    List<SourcePatch> patches = new ArrayList<>();
    for (FileEntry entry : entries.subList(position, end)) {
      patches.add(
          new SourcePatch(
              entry.id(),
              entry.path(),
              entry.classIndex(),
              entry.split(),
              entry.group(),
              new Content(entry)));
    }
    position = end;
    return new SourceShard(patches, null);
  }

  private record Content(FileEntry entry) implements PatchContent {
    @Override
    public byte[] bytes() throws IOException {
      return entry.files().bytes(entry.path());
    }

    @Override
    public ReadImage read(byte[] bytes, ImageReading reading) throws IOException {
      return reading.read(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    for (ImageFiles each : files) {
      each.close();
    }
  }
}
