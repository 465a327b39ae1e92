package org.histochain.workflows.chain;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/** What Temporal's list of workflows can be searched by. */
public final class ChainSearchAttributes {
  /** Name of the data set. */
  public static final SearchAttributeKey<String> DATASET =
      SearchAttributeKey.forKeyword("HistochainDataset");

  /**
   * Step in course, as in {@link ChainProgress#step}; in an iteration {@code pretrain} or {@code
   * finetune} as soon as one has said how far it is.
   */
  public static final SearchAttributeKey<String> STAGE =
      SearchAttributeKey.forKeyword("HistochainStage");

  /** {@code running}, {@code paused}, {@code done}, {@code failed} or {@code cancelled}. */
  public static final SearchAttributeKey<String> STATUS =
      SearchAttributeKey.forKeyword("HistochainStatus");

  /** Labelled patches as a fraction of labelled + pool. */
  public static final SearchAttributeKey<Double> FRACTION =
      SearchAttributeKey.forDouble("HistochainFraction");

  /** Validation score of the best stage so far, in [0, 1]. */
  public static final SearchAttributeKey<Double> BEST =
      SearchAttributeKey.forDouble("HistochainBest");

  /** Iteration in course; 0 for the teacher. */
  public static final SearchAttributeKey<Long> ITERATION =
      SearchAttributeKey.forLong("HistochainIteration");

  private ChainSearchAttributes() {}

  /** Returns every key, to register with a namespace. */
  public static List<SearchAttributeKey<?>> all() {
    return List.of(DATASET, STAGE, STATUS, FRACTION, BEST, ITERATION);
  }
}
