package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * How long the chain is and how its best model is chosen.
 *
 * @param iterations iterations after the teacher, at least 0; 0 is supervised training alone
 * @param patience iterations without a new best after which the chain ends; null: never
 * @param select validation score that decides: {@code balancedAccuracy}, {@code accuracy} or {@code
 *     macroF1}
 */
public record IterationSpec(int iterations, @Nullable Integer patience, String select) {
  public IterationSpec {
    requireNonNull(select, "select is null");
  }
}
