package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param folds tables of each fold, whose validation is the part of the labelled set that is held
 *     out; null: there is a validation set
 * @param colourHistogram validation scores of the colour-histogram baseline; null: not measured
 */
public record Prepared(
    List<String> classes,
    int side,
    int shards,
    PatchCounts counts,
    PatchTables tables,
    Normalisation normalisation,
    NetworkSpec network,
    StepRun run,
    @Nullable List<TrainingTables> folds,
    @Nullable Scores colourHistogram) {
  public Prepared {
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    requireNonNull(counts, "counts is null");
    requireNonNull(tables, "tables is null");
    requireNonNull(normalisation, "normalisation is null");
    requireNonNull(network, "network is null");
    requireNonNull(run, "run is null");
    folds = folds == null ? null : List.copyOf(folds);
  }

  /** What a chain with a validation set is prepared with. */
  public Prepared(
      List<String> classes,
      int side,
      int shards,
      PatchCounts counts,
      PatchTables tables,
      Normalisation normalisation,
      NetworkSpec network,
      StepRun run) {
    this(classes, side, shards, counts, tables, normalisation, network, run, null, null);
  }

  /** Returns this with the baseline's validation scores. */
  public Prepared withColourHistogram(Scores scores) {
    return new Prepared(
        classes, side, shards, counts, tables, normalisation, network, run, folds, scores);
  }
}
