package org.histochain.activities.upkeep;

/** What is in a store, in the words that commands show. */
final class Kinds {
  static final String OBJECT = "object";
  static final String MANIFEST = "manifest";
  static final String CHECKPOINT = "checkpoint";
  static final String CHAIN = "chain";
  static final String DATASET = "dataset";
  static final String EXPERIMENT = "experiment";
  static final String OTHER = "other";

  private Kinds() {}
}
