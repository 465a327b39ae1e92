package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * For whom a step is done. No part of a step's key: equal work is shared between chains.
 *
 * @param chainId id of the chain
 * @param iteration 0 for the teacher and what belongs to it
 */
public record StepContext(String chainId, int iteration) {
  public StepContext {
    requireNonNull(chainId, "chainId is null");
  }
}
