package org.histochain.activities.chart;

import static java.util.Objects.requireNonNull;

/**
 * An axis.
 *
 * @param title what it measures, and the unit; empty: none
 * @param from its lower end
 * @param to its upper end, above {@code from}
 * @param whole whether only whole numbers mean something on it, and bear ticks
 */
public record ChartAxis(String title, double from, double to, boolean whole) {
  public ChartAxis {
    requireNonNull(title, "title is null");
    if (!(from < to)) {
      throw new IllegalArgumentException(
          "axis %s goes from %s to %s; it must go upwards".formatted(title, from, to));
    }
  }

  /** An axis of measures. */
  public static ChartAxis of(String title, double from, double to) {
    return new ChartAxis(title, from, to, false);
  }

  /** An axis of counts. */
  public static ChartAxis whole(String title, double from, double to) {
    return new ChartAxis(title, from, to, true);
  }
}
