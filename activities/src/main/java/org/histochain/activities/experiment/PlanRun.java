package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import org.histochain.workflows.contract.ChainSpec;
import org.jspecify.annotations.Nullable;

/**
 * One chain of a plan.
 *
 * @param arm name of its arm
 * @param fraction label fraction, as written; null where the arm decides on its labels itself
 * @param draw seed of the labelled draw
 * @param seed seed of training
 * @param spec its settings; what is tuned has its value from the chain file in it
 */
public record PlanRun(String arm, @Nullable String fraction, long draw, long seed, ChainSpec spec) {
  public PlanRun {
    requireNonNull(arm, "arm is null");
    requireNonNull(spec, "spec is null");
  }

  PlanRun with(ChainSpec other) {
    return new PlanRun(arm, fraction, draw, seed, other);
  }

  /** Returns what people call its arm: {@code chain at 0.01}. */
  String name() {
    return fraction == null ? arm : arm + " at " + fraction;
  }

  /** Returns what people call it. */
  String label() {
    return "%s, draw %d, seed %d".formatted(name(), draw, seed);
  }
}
