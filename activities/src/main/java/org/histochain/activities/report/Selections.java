package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the filter kept, and how the pool's pseudo-labels changed.
 *
 * @param iterations one for each iteration
 * @param flips changes from the first teacher to the last; null with fewer than two iterations
 */
record Selections(List<Selection> iterations, @Nullable Flips flips) {
  Selections {
    iterations = List.copyOf(requireNonNull(iterations, "iterations is null"));
  }
}
