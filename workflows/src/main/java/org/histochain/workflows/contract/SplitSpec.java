package org.histochain.workflows.contract;

import org.jspecify.annotations.Nullable;

/**
 * How patches without a declared split are shared out, by group.
 *
 * @param validation fraction of patches for validation, in (0, 1); 0 with {@code folds}
 * @param test fraction of patches for test, in (0, 1); validation + test below 1
 * @param seed seed of the search
 * @param folds 2 to 10: no validation set is taken away; stages are scored by cross-validation
 *     within the labelled set, in so many folds; null: there is a validation set
 * @param validationLabels so many patches of validation are kept, classes in proportion, at least
 *     one of each; the others are in no set; null: all are kept
 */
public record SplitSpec(
    double validation,
    double test,
    long seed,
    @Nullable Integer folds,
    @Nullable Integer validationLabels) {
  /** A split with a validation set. */
  public SplitSpec(double validation, double test, long seed) {
    this(validation, test, seed, null, null);
  }

  /** A split whose validation set, if there is one, is kept whole. */
  public SplitSpec(double validation, double test, long seed, @Nullable Integer folds) {
    this(validation, test, seed, folds, null);
  }
}
