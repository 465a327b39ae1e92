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
 * @param warmStart true: pretraining begins with the weights of the teacher that gave the
 *     pseudo-labels; null: with fresh ones
 * @param teacher who labels the pool in the next iteration: {@code best}, the best by validation of
 *     the teacher and the students so far; null: the last student
 */
public record IterationSpec(
    int iterations,
    @Nullable Integer patience,
    String select,
    @Nullable Boolean warmStart,
    @Nullable String teacher) {
  public IterationSpec {
    requireNonNull(select, "select is null");
  }

  /** A chain with none of the options. */
  public IterationSpec(int iterations, @Nullable Integer patience, String select) {
    this(iterations, patience, select, null, null);
  }

  /** Returns the same for {@code other} iterations. */
  IterationSpec withIterations(int other) {
    return new IterationSpec(other, patience, select, warmStart, teacher);
  }
}
