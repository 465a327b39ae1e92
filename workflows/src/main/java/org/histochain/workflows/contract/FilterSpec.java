package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The top-K/P filter.
 *
 * @param k an integer of at least 2 (a count per class), a decimal in (0, 1) (a fraction of each
 *     class's candidates, exact decimal arithmetic) or {@code all} (filter off)
 * @param p a patch is a candidate of its P most probable classes; 1 to the number of classes
 * @param align distribution alignment of the soft labels before anything else: towards the class
 *     frequencies of the labelled set ({@code labels}) or equal ones ({@code uniform}); null: off
 */
public record FilterSpec(String k, int p, @Nullable String align) {
  public FilterSpec {
    requireNonNull(k, "k is null");
  }

  /** A filter of the soft labels as they are. */
  public FilterSpec(String k, int p) {
    this(k, p, null);
  }
}
