package org.histochain.activities.dataset;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.table.IndexRow;
import org.histochain.activities.table.IndexTable;
import org.histochain.workflows.contract.ArtifactRef;
import org.jspecify.annotations.Nullable;

/**
 * Packs patches into tar shards (WebDataset: {@code <id>.png}) and uploads each as it is full. Of
 * all patches it holds only the ids. Nothing is to be seen of the data set before its manifest is
 * published.
 */
final class DatasetWriter implements AutoCloseable {
  /** Patches per shard. */
  static final int SHARD = 256;

  private final Artifacts artifacts;
  private final Path tarFile;
  private final Path indexFile;
  private final int classes;
  private final IndexTable.Writer index;
  private final Map<String, String> origins = new HashMap<>();
  private final List<DatasetShard> shards = new ArrayList<>();
  private final SortedMap<String, int[]> counts = new TreeMap<>();
  private @Nullable TarArchiveOutputStream tar;
  private int row;
  private @Nullable SourcePatch first;

  /**
   * @param folder an empty folder for the files in work
   * @param classes number of classes
   */
  DatasetWriter(Artifacts artifacts, Path folder, int classes) throws IOException {
    this.artifacts = artifacts;
    this.classes = classes;
    this.tarFile = folder.resolve("shard.tar");
    this.indexFile = folder.resolve("index.parquet");
    this.index = IndexTable.writer(indexFile);
  }

  /**
   * Appends a patch.
   *
   * @throws org.histochain.activities.step.StepFailure if another has its id, or the first another
   *     side
   */
  void add(SourcePatch patch) throws IOException {
    if (first == null) {
      first = patch;
    }
    if (patch.side() != first.side()) {
      throw Datasets.invalid(
          "%s is %d x %d pixels, but %s is %d x %d: all patches of a data set have one side, so"
                  .formatted(
                      patch.origin(),
                      patch.side(),
                      patch.side(),
                      first.origin(),
                      first.side(),
                      first.side())
              + " resize or remove it");
    }
    String other = origins.putIfAbsent(patch.id(), patch.origin());
    if (other != null) {
      throw Datasets.invalid(
          "%s and %s both get the patch id %s: rename one of them"
              .formatted(other, patch.origin(), patch.id()));
    }
    index.write(
        new IndexRow(
            patch.id(),
            patch.classIndex(),
            patch.split(),
            patch.group(),
            shards.size(),
            row,
            patch.pixelDigest(),
            patch.sums()));
    counts
        .computeIfAbsent(
            Objects.requireNonNullElse(patch.split(), Splits.UNDECLARED),
            split -> new int[classes])[patch.classIndex()]++;
    append(patch);
  }

  private void append(SourcePatch patch) throws IOException {
    TarArchiveOutputStream open = tar;
    if (open == null) {
      open = new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(tarFile)));
      open.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar = open;
    }
    TarArchiveEntry entry = new TarArchiveEntry(patch.id() + ".png");
    entry.setSize(patch.png().length);
    entry.setModTime(0);
    entry.setIds(0, 0);
    entry.setNames("", "");
    open.putArchiveEntry(entry);
    open.write(patch.png());
    open.closeArchiveEntry();
    if (++row == SHARD) {
      endShard();
    }
  }

  private void endShard() throws IOException {
    if (tar == null) {
      return;
    }
    tar.close();
    tar = null;
    ArtifactRef blob = artifacts.put(tarFile);
    shards.add(new DatasetShard(blob.sha256(), blob.size(), row));
    row = 0;
  }

  /** Returns the patches of each class by split, so far. */
  SortedMap<String, List<Integer>> counts() {
    SortedMap<String, List<Integer>> copy = new TreeMap<>();
    counts.forEach((split, perClass) -> copy.put(split, Arrays.stream(perClass).boxed().toList()));
    return Collections.unmodifiableSortedMap(copy);
  }

  /**
   * Uploads what is left and returns the manifest, not published yet.
   *
   * @throws org.histochain.activities.step.StepFailure if there was no patch
   */
  DatasetManifest finish(String name, PatchSource source, int skipped) throws IOException {
    if (first == null) {
      throw Datasets.invalid(
          "There is no image to import for "
              + name
              + ": give an .npz file, or a folder with a folder of PNG, JPEG or TIFF images for"
              + " each class");
    }
    endShard();
    index.close();
    return new DatasetManifest(
        DatasetManifest.SCHEMA,
        name,
        source.classes(),
        first.side(),
        shards,
        artifacts.put(indexFile),
        counts(),
        skipped,
        source.description());
  }

  @Override
  public void close() throws IOException {
    try (index) {
      if (tar != null) {
        tar.close();
      }
    } finally {
      Files.deleteIfExists(tarFile);
      Files.deleteIfExists(indexFile);
    }
  }
}
