package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The selection.
 *
 * @param selection Parquet like a score table: the selected rows, in shard order
 * @param selected distinct patches
 * @param selectedPerClass patches that each class chose, in class order; a patch counts for each
 *     class that chose it
 * @param run how the result came about
 */
public record Filtered(
    ArtifactRef selection, int selected, List<Integer> selectedPerClass, StepRun run) {
  public Filtered {
    requireNonNull(selection, "selection is null");
    selectedPerClass = List.copyOf(requireNonNull(selectedPerClass, "selectedPerClass is null"));
    requireNonNull(run, "run is null");
  }
}
