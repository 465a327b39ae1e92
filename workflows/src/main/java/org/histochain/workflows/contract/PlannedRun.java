package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * One chain of an experiment.
 *
 * @param chain its id
 * @param label what it is, for people
 * @param spec its settings
 * @param done whether the store has its result already
 */
public record PlannedRun(String chain, String label, ChainSpec spec, boolean done) {
  public PlannedRun {
    requireNonNull(chain, "chain is null");
    requireNonNull(label, "label is null");
    requireNonNull(spec, "spec is null");
  }
}
