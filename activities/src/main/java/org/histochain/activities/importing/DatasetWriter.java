package org.histochain.activities.importing;

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
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.DatasetShard;
import org.histochain.activities.dataset.Splits;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.IndexRow;
import org.histochain.activities.table.IndexTable;
import org.histochain.activities.table.PatchRow;

/**
 * Puts the shards of a data set together, in the order of the source. Of all patches it holds only
 * the ids and digests. Nothing is to be seen of the data set before its manifest is published.
 */
final class DatasetWriter implements AutoCloseable {
  /** Patches per shard; fewer where images were left out. */
  static final int SHARD = 256;

  private final Artifacts artifacts;
  private final Path indexFile;
  private final int classes;
  private final IndexTable.Writer index;
  private final Map<String, String> origins = new HashMap<>();
  private final Duplicates duplicates = new Duplicates();
  private final List<DatasetShard> shards = new ArrayList<>();
  private final SortedMap<String, int[]> counts = new TreeMap<>();
  private final SortedMap<String, Integer> converted = new TreeMap<>();
  private int resized;

  /**
   * @param folder a folder for the index in work
   * @param classes number of classes
   */
  DatasetWriter(Artifacts artifacts, Path folder, int classes) throws IOException {
    this.artifacts = artifacts;
    this.classes = classes;
    this.indexFile = folder.resolve("index.parquet");
    this.index = IndexTable.writer(indexFile);
  }

  /**
   * Appends a shard.
   *
   * @param patches the patches of the source's shard
   * @param part what became of them
   * @throws org.histochain.activities.step.StepFailure if another patch has the id of one
   */
  void add(List<SourcePatch> patches, ShardPart part) throws IOException {
    for (int row = 0; row < part.rows().size(); row++) {
      add(patches.get(part.rows().get(row).entry()), part.rows().get(row), row);
    }
    part.converted().forEach((mode, count) -> converted.merge(mode, count, Integer::sum));
    resized += part.resized();
    if (part.blob() != null) {
      shards.add(new DatasetShard(part.blob().sha256(), part.blob().size(), part.rows().size()));
    }
  }

  private void add(SourcePatch patch, ShardPart.Row facts, int row) throws IOException {
    String other = origins.putIfAbsent(patch.id(), patch.origin());
    if (other != null) {
      throw StepFailure.invalidDataset(
          "%s and %s both get the patch id %s: rename one of them"
              .formatted(other, patch.origin(), patch.id()));
    }
    duplicates.add(patch, facts.pixelDigest());
    index.write(
        new IndexRow(
            patch.id(),
            patch.classIndex(),
            patch.split(),
            patch.group(),
            shards.size(),
            row,
            facts.pixelDigest(),
            facts.sums()));
    int[] perClass =
        counts.computeIfAbsent(
            Objects.requireNonNullElse(patch.split(), Splits.UNDECLARED),
            split -> new int[classes + 1]);
    perClass[patch.classIndex() == PatchRow.NO_CLASS ? classes : patch.classIndex()]++;
  }

  /** Returns the copies of other patches, so far. */
  Duplicates duplicates() {
    return duplicates;
  }

  private SortedMap<String, List<Integer>> counts() {
    SortedMap<String, List<Integer>> copy = new TreeMap<>();
    counts.forEach(
        (split, perClass) -> {
          int length = perClass[classes] == 0 ? classes : classes + 1;
          copy.put(split, Arrays.stream(perClass, 0, length).boxed().toList());
        });
    return Collections.unmodifiableSortedMap(copy);
  }

  /**
   * Uploads the index and returns the manifest, not published yet.
   *
   * @param side side of the patches in pixels
   * @param skipped images that could not be read
   * @throws org.histochain.activities.step.StepFailure if there was no patch
   */
  DatasetManifest finish(String name, PatchSource source, int side, int skipped)
      throws IOException {
    if (shards.isEmpty()) {
      throw StepFailure.invalidDataset(
          "There is no image to import for "
              + name
              + ": give an .npz file, or a folder with a folder of PNG, JPEG or TIFF images for"
              + " each class, or a table of images");
    }
    index.close();
    return new DatasetManifest(
        DatasetManifest.SCHEMA,
        name,
        source.classes(),
        side,
        shards,
        artifacts.put(indexFile),
        counts(),
        skipped,
        source.description(),
        converted.isEmpty() ? null : converted,
        resized == 0 ? null : resized,
        duplicates.count() == 0 ? null : duplicates.count());
  }

  @Override
  public void close() throws IOException {
    try (index) {
      Files.deleteIfExists(indexFile);
    }
  }
}
