package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * Asks for the audit of a run.
 *
 * @param round the last round, whose runs are reported
 * @param run its place among the runs that are to be audited, from 0
 */
public record AuditRunRequest(RoundRequest round, int run) {
  public AuditRunRequest {
    requireNonNull(round, "round is null");
  }
}
