package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * Asks for the report: the only request that holds the test table, made after the best stage is
 * fixed.
 *
 * @param context for whom
 * @param spec the chain's settings
 * @param prepared tables and counts
 * @param stages the chain's stage list
 * @param best the best stage
 */
public record ReportRequest(
    StepContext context, ChainSpec spec, Prepared prepared, ArtifactRef stages, BestStage best) {
  public ReportRequest {
    requireNonNull(context, "context is null");
    requireNonNull(spec, "spec is null");
    requireNonNull(prepared, "prepared is null");
    requireNonNull(stages, "stages is null");
    requireNonNull(best, "best is null");
  }
}
