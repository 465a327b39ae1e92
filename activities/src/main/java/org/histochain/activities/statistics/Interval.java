package org.histochain.activities.statistics;

/**
 * A closed interval.
 *
 * @param low lower end
 * @param high upper end, not below {@code low}
 */
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("an interval from %s to %s".formatted(low, high));
    }
  }

  /** Returns whether all of it lies above {@code value}. */
  public boolean above(double value) {
    return low > value;
  }

  /** Returns whether all of it lies below {@code value}. */
  public boolean below(double value) {
    return high < value;
  }
}
