package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a report shows beyond its summary.
 *
 * @param details confusion and reliability of teacher and best
 * @param calibrations confidence against truth, one for each stage
 * @param selections what the filter kept
 * @param lineage from the best model to the images
 * @param costs time of the chain's steps
 */
record ReportFacts(
    ShownDetails details,
    List<StageCalibration> calibrations,
    Selections selections,
    List<Lineage.Link> lineage,
    List<StepCosts.Cost> costs) {
  ReportFacts {
    requireNonNull(details, "details is null");
    calibrations = List.copyOf(requireNonNull(calibrations, "calibrations is null"));
    requireNonNull(selections, "selections is null");
    lineage = List.copyOf(requireNonNull(lineage, "lineage is null"));
    costs = List.copyOf(requireNonNull(costs, "costs is null"));
  }
}
