package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.SortedMap;

/**
 * What is tuned on validation before any chain opens test.
 *
 * @param runs the chains that each candidate is tried in, one for each labelled draw
 * @param candidates settings by dotted key, as {@link
 *     org.histochain.workflows.contract.Settable#apply} takes them; at least one
 * @param rungs iterations of each rung, rising; the last one's best is chosen
 * @param share of the candidates, the one in so many that goes on to the next rung; at least 2
 */
public record Tunable(
    List<PlanRun> runs,
    List<SortedMap<String, String>> candidates,
    List<Integer> rungs,
    int share) {
  public Tunable {
    runs = List.copyOf(requireNonNull(runs, "runs is null"));
    candidates = List.copyOf(requireNonNull(candidates, "candidates is null"));
    rungs = List.copyOf(requireNonNull(rungs, "rungs is null"));
  }
}
