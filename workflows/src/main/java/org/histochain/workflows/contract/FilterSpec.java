package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * The top-K/P filter.
 *
 * @param k an integer of at least 2 (a count per class), a decimal in (0, 1) (a fraction of each
 *     class's candidates, exact decimal arithmetic) or {@code all} (filter off)
 * @param p a patch is a candidate of its P most probable classes; 1 to the number of classes
 */
public record FilterSpec(String k, int p) {
  public FilterSpec {
    requireNonNull(k, "k is null");
  }
}
