package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Some runs of a family, as many as fit in a payload.
 *
 * @param runs in their order, at least one
 */
public record PlannedRuns(List<PlannedRun> runs) {
  public PlannedRuns {
    runs = List.copyOf(requireNonNull(runs, "runs is null"));
  }
}
