package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the prepare step found.
 *
 * @param classes class names, in the order of their indices
 * @param side side of the square patches, in pixels
 * @param shards shards of the data set, each labelled by one pseudoLabel step
 * @param counts sizes of the tables
 * @param tables the tables
 * @param normalisation channel statistics in force
 * @param network the network with its stem decided
 * @param run how the result came about
 */
public record Prepared(
    List<String> classes,
    int side,
    int shards,
    PatchCounts counts,
    PatchTables tables,
    Normalisation normalisation,
    NetworkSpec network,
    StepRun run) {
  public Prepared {
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    requireNonNull(counts, "counts is null");
    requireNonNull(tables, "tables is null");
    requireNonNull(normalisation, "normalisation is null");
    requireNonNull(network, "network is null");
    requireNonNull(run, "run is null");
  }
}
