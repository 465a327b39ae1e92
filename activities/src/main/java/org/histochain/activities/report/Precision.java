package org.histochain.activities.report;

import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;
import org.jspecify.annotations.Nullable;

/**
 * How often pseudo-labels are right, where the truth is known, with Wilson's score interval of 95 %
 * (Wilson: "Probable inference, the law of succession, and statistical inference", 1927). It takes
 * the patches as independent; those of one group are not, so that it is rather too narrow.
 *
 * @param right pseudo-labels that are the truth
 * @param wrong those that are not
 */
public record Precision(int right, int wrong) {
  private static final double LEVEL = 0.95;

  /** Returns how many are known. */
  public int known() {
    return right + wrong;
  }

  /** Returns right of right and wrong, in [0, 1]; null where there is neither. */
  public @Nullable Double value() {
    return known() == 0 ? null : (double) right / known();
  }

  /** Returns the lower end of the interval; null where nothing is known. */
  public @Nullable Double low() {
    return known() == 0 ? null : Math.max(0, interval().getLowerBound());
  }

  /** Returns the upper end of the interval; null where nothing is known. */
  public @Nullable Double high() {
    return known() == 0 ? null : Math.min(1, interval().getUpperBound());
  }

  private ConfidenceInterval interval() {
    return BinomialProportion.getWilsonScoreInterval(known(), (double) right / known(), LEVEL);
  }
}
