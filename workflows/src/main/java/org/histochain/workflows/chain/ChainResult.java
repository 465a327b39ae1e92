package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.BestStage;
import org.jspecify.annotations.Nullable;

/**
 * The end of a chain.
 *
 * @param iterations iterations done; fewer than asked where patience ended the chain
 * @param best best stage by validation
 * @param summary {@code summary.json}; null for a chain whose test stays shut
 */
public record ChainResult(int iterations, BestStage best, @Nullable ArtifactRef summary) {
  public ChainResult {
    requireNonNull(best, "best is null");
  }
}
