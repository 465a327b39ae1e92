package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * The finished report.
 *
 * @param summary {@code summary.json}
 * @param run how the result came about
 */
public record Reported(ArtifactRef summary, StepRun run) {
  public Reported {
    requireNonNull(summary, "summary is null");
    requireNonNull(run, "run is null");
  }
}
