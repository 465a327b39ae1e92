package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What there is to run in a round of an experiment.
 *
 * @param rounds rounds of the experiment
 * @param families how many runs each family has: the runs of a family share training steps and go
 *     one after the other, so that each of these is done once
 */
public record Round(int rounds, List<Integer> families) {
  public Round {
    families = List.copyOf(requireNonNull(families, "families is null"));
  }
}
