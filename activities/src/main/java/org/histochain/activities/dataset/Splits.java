package org.histochain.activities.dataset;

/** The names of the splits, as index tables and manifests write them. */
public final class Splits {
  /** Patches to draw the labelled set and the pool from. */
  public static final String TRAIN = "train";

  /** Patches to choose models by. */
  public static final String VALIDATION = "validation";

  /** Patches that only the report may look at. */
  public static final String TEST = "test";

  /** In counts: patches of a data set that declares no split. */
  public static final String UNDECLARED = "undeclared";

  private Splits() {}
}
