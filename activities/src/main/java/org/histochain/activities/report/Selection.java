package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

/**
 * What the filter kept in an iteration.
 *
 * @param iteration from 1
 * @param kept the kept patches against the truth, where that is known
 * @param pool confidence of all patches of the pool
 * @param confidence confidence of the kept ones
 */
record Selection(
    int iteration, PseudoLabels kept, ConfidenceHistogram pool, ConfidenceHistogram confidence) {
  Selection {
    requireNonNull(kept, "kept is null");
    requireNonNull(pool, "pool is null");
    requireNonNull(confidence, "confidence is null");
  }
}
