package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to run in a round of an experiment.
 *
 * @param rounds rounds of the experiment
 * @param families how many runs each family has: the runs of a family share training steps and go
 *     one after the other, so that each of these is done once
 * @param audits how many of its runs are audited once all have ended; null: none
 */
public record Round(int rounds, List<Integer> families, @Nullable Integer audits) {
  public Round {
    families = List.copyOf(requireNonNull(families, "families is null"));
  }

  /** A round without audits. */
  public Round(int rounds, List<Integer> families) {
    this(rounds, families, null);
  }
}
