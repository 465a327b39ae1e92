package org.histochain.activities.dataset;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.table.ChannelSums;
import org.histochain.activities.table.IndexRow;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.Normalisation;

/**
 * What to show of a data set.
 *
 * @param ref its version
 * @param source what it was made from
 * @param classes class names, in the order of their indices
 * @param side side of its patches, in pixels
 * @param patches number of patches
 * @param shards number of shards
 * @param groups number of patients or cases; 0: none are known
 * @param skipped images of the source that were left out
 * @param counts patches of each class by declared split, or under {@link Splits#UNDECLARED}
 * @param channels mean and deviation of each channel over all patches
 */
public record DatasetSummary(
    DatasetRef ref,
    String source,
    List<String> classes,
    int side,
    int patches,
    int shards,
    int groups,
    int skipped,
    SortedMap<String, List<Integer>> counts,
    Normalisation channels) {
  public DatasetSummary {
    requireNonNull(ref, "ref is null");
    requireNonNull(source, "source is null");
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    requireNonNull(channels, "channels is null");
  }

  /** Reads what there is to show from a data set's manifest and index. */
  public static DatasetSummary of(Artifacts artifacts, DatasetManifest manifest)
      throws IOException {
    List<IndexRow> rows = DatasetIndex.load(artifacts, manifest).rows();
    ChannelSums sums =
        rows.stream().map(IndexRow::sums).reduce(ChannelSums.ZERO, ChannelSums::plus);
    long groups = rows.stream().map(IndexRow::group).filter(Objects::nonNull).distinct().count();
    long pixels = (long) rows.size() * manifest.side() * manifest.side();
    return new DatasetSummary(
        manifest.ref(),
        manifest.source(),
        manifest.classes(),
        manifest.side(),
        manifest.patches(),
        manifest.shards().size(),
        (int) groups,
        manifest.skipped(),
        manifest.counts(),
        ChannelStatistics.of(sums, pixels));
  }
}
