package org.histochain.activities.audit;

import static java.util.Objects.requireNonNull;

import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.StepContext;

/**
 * Asks for the audit of a chain whose best stage is fixed.
 *
 * @param context for whom
 * @param spec the chain's settings
 * @param prepared tables and counts
 * @param iteration the best stage's; 0 if the teacher won
 * @param best its canonical safetensors
 */
public record AuditRequest(
    StepContext context, ChainSpec spec, Prepared prepared, int iteration, ArtifactRef best) {
  public AuditRequest {
    requireNonNull(context, "context is null");
    requireNonNull(spec, "spec is null");
    requireNonNull(prepared, "prepared is null");
    requireNonNull(best, "best is null");
  }
}
