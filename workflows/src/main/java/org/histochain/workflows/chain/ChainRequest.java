package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import org.histochain.workflows.contract.ChainSpec;
import org.jspecify.annotations.Nullable;

/**
 * Starts a chain, or carries it across continue-as-new.
 *
 * @param spec its settings
 * @param carried what was done in earlier runs of the same chain; null at the start
 */
public record ChainRequest(ChainSpec spec, @Nullable ChainCarried carried) {
  public ChainRequest {
    requireNonNull(spec, "spec is null");
  }
}
