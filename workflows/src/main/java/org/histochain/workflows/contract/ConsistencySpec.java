package org.histochain.workflows.contract;

/**
 * Weak-strong consistency in pretraining (Sohn et al., "FixMatch", arXiv 2001.07685): each update
 * also takes {@code ratio} x batch patches of the whole unlabelled pool; the class that the network
 * gives a weak view of one, if it is sure enough, is what it learns of a strong view.
 *
 * @param weight factor on that part of the loss, above 0
 * @param threshold least probability of the class, in [0, 1)
 * @param ratio patches of the pool for each patch of a batch, 1 to 64
 */
public record ConsistencySpec(double weight, double threshold, int ratio) {
  /** What holds where nothing else is said. */
  public static final ConsistencySpec DEFAULTS = new ConsistencySpec(1, 0.95, 1);
}
