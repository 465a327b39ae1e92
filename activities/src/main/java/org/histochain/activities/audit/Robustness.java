package org.histochain.activities.audit;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.histochain.workflows.contract.Scores;

/**
 * What the audit step leaves: a model's scores on test as it is and on perturbed test.
 *
 * @param patches patches in test
 * @param groups groups in test
 * @param network scores of test as it is
 * @param perturbed scores of perturbed test
 */
record Robustness(int patches, int groups, Scores network, List<Perturbed> perturbed) {
  Robustness {
    requireNonNull(network, "network is null");
    perturbed = List.copyOf(requireNonNull(perturbed, "perturbed is null"));
  }
}
