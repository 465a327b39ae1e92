package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Where a forked chain comes from.
 *
 * @param chain id of the other chain
 * @param fromIteration the first iteration that is the fork's own, from 1
 * @param looks what of the other chain's reports had seen test by then
 */
public record Origin(String chain, int fromIteration, List<String> looks) {
  public Origin {
    requireNonNull(chain, "chain is null");
    looks = List.copyOf(requireNonNull(looks, "looks is null"));
  }
}
