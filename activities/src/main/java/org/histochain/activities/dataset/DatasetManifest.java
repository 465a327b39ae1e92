package org.histochain.activities.dataset;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.step.Json;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.DatasetRef;
import org.jspecify.annotations.Nullable;

/**
 * One immutable version of a data set.
 *
 * @param schema version of this record, {@value #SCHEMA}
 * @param name name of the data set
 * @param classes class names, in the order of their indices
 * @param side side of its square patches, in pixels
 * @param shards tar files of the encoded patches
 * @param index Parquet: id, class, declared split, group, shard, row and channel sums of each patch
 * @param counts patches of each class by declared split, or under {@link Splits#UNDECLARED}; where
 *     some have no class, their number follows those of the classes
 * @param skipped images of the source that could not be read and were left out
 * @param source what it was made from: {@code npz}, {@code folders}, {@code table}, or {@code
 *     synthetic} with its settings
 * @param converted images that were not 8-bit RGB, by what they were ({@code grey}); null: none
 * @param resized images that were resized; null: none
 * @param duplicates patches whose pixels are those of an earlier one; null: none, or not looked for
 */
public record DatasetManifest(
    int schema,
    String name,
    List<String> classes,
    int side,
    List<DatasetShard> shards,
    ArtifactRef index,
    SortedMap<String, List<Integer>> counts,
    int skipped,
    String source,
    @Nullable SortedMap<String, Integer> converted,
    @Nullable Integer resized,
    @Nullable Integer duplicates) {
  /** The version of this record that this code writes. */
  public static final int SCHEMA = 1;

  public DatasetManifest {
    requireNonNull(name, "name is null");
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    shards = List.copyOf(requireNonNull(shards, "shards is null"));
    requireNonNull(index, "index is null");
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    requireNonNull(source, "source is null");
    converted = converted == null ? null : Collections.unmodifiableSortedMap(converted);
  }

  /** A version in which no image was converted, resized or found twice. */
  public DatasetManifest(
      int schema,
      String name,
      List<String> classes,
      int side,
      List<DatasetShard> shards,
      ArtifactRef index,
      SortedMap<String, List<Integer>> counts,
      int skipped,
      String source) {
    this(schema, name, classes, side, shards, index, counts, skipped, source, null, null, null);
  }

  /** Returns the number of patches. */
  public int patches() {
    return shards.stream().mapToInt(DatasetShard::patches).sum();
  }

  /** Returns the bytes that are stored and that the digest is of. */
  public byte[] canonical() {
    return Json.canonical(this);
  }

  /** Returns the name of this version. */
  public DatasetRef ref() {
    return new DatasetRef(name, Sha256.of(canonical()));
  }
}
