package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/** Asks for the chain's tables: who is labelled, in the pool, in validation and in test. */
public record PrepareRequest(StepContext context, ChainSpec spec) {
  public PrepareRequest {
    requireNonNull(context, "context is null");
    requireNonNull(spec, "spec is null");
  }
}
