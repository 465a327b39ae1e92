package org.histochain.activities.dataset;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.table.ChannelSums;
import org.histochain.activities.table.IndexRow;
import org.histochain.activities.table.PatchRow;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.Normalisation;
import org.jspecify.annotations.Nullable;

/**
 * What to show of a data set.
 *
 * @param ref its version
 * @param source what it was made from
 * @param classes class names, in the order of their indices
 * @param side side of its patches, in pixels
 * @param patches number of patches
 * @param shards number of shards
 * @param groups patches of each class by patient or case; empty: none are known
 * @param unlabelled patches without a class
 * @param skipped images of the source that were left out
 * @param counts patches of each class by declared split, or under {@link Splits#UNDECLARED}; where
 *     some patches have no class, their number is the last
 * @param channels mean and deviation of each channel over all patches
 */
public record DatasetSummary(
    DatasetRef ref,
    String source,
    List<String> classes,
    int side,
    int patches,
    int shards,
    SortedMap<String, List<Integer>> groups,
    int unlabelled,
    int skipped,
    SortedMap<String, List<Integer>> counts,
    Normalisation channels) {
  public DatasetSummary {
    requireNonNull(ref, "ref is null");
    requireNonNull(source, "source is null");
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    requireNonNull(channels, "channels is null");
  }

  /** Reads what there is to show from a data set's manifest and index. */
  public static DatasetSummary of(Artifacts artifacts, DatasetManifest manifest)
      throws IOException {
    List<IndexRow> rows = DatasetIndex.load(artifacts, manifest).rows();
    ChannelSums sums =
        rows.stream().map(IndexRow::sums).reduce(ChannelSums.ZERO, ChannelSums::plus);
    long unlabelled = rows.stream().filter(row -> row.classIndex() == PatchRow.NO_CLASS).count();
    long pixels = (long) rows.size() * manifest.side() * manifest.side();
    return new DatasetSummary(
        manifest.ref(),
        manifest.source(),
        manifest.classes(),
        manifest.side(),
        manifest.patches(),
        manifest.shards().size(),
        counts(rows, IndexRow::group, manifest.classes().size()),
        (int) unlabelled,
        manifest.skipped(),
        counts(
            rows,
            row -> Objects.requireNonNullElse(row.split(), Splits.UNDECLARED),
            manifest.classes().size()),
        ChannelStatistics.of(sums, pixels));
  }

  /** Counts patches by class for each name; rows without a name are passed over. */
  private static SortedMap<String, List<Integer>> counts(
      List<IndexRow> rows, Function<IndexRow, @Nullable String> name, int classes) {
    SortedMap<String, int[]> counts = new TreeMap<>();
    boolean allLabelled = rows.stream().allMatch(row -> row.classIndex() != PatchRow.NO_CLASS);
    int places = allLabelled ? classes : classes + 1;
    for (IndexRow row : rows) {
      String key = name.apply(row);
      if (key != null) {
        int place = row.classIndex() == PatchRow.NO_CLASS ? classes : row.classIndex();
        counts.computeIfAbsent(key, _ -> new int[places])[place]++;
      }
    }
    SortedMap<String, List<Integer>> lists = new TreeMap<>();
    counts.forEach((key, perClass) -> lists.put(key, Arrays.stream(perClass).boxed().toList()));
    return lists;
  }
}
