package org.histochain.workflows.chain;

import static java.util.Objects.requireNonNull;

import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.StepContext;

/**
 * Starts one iteration.
 *
 * @param context chain and iteration, from 1
 * @param spec the chain's settings
 * @param prepared tables and counts
 * @param teacher model that labels the pool
 */
public record IterationRequest(
    StepContext context, ChainSpec spec, Prepared prepared, ArtifactRef teacher) {
  public IterationRequest {
    requireNonNull(context, "context is null");
    requireNonNull(spec, "spec is null");
    requireNonNull(prepared, "prepared is null");
    requireNonNull(teacher, "teacher is null");
  }
}
