package org.histochain.activities.chart;

import static java.util.Objects.requireNonNull;

/**
 * An axis.
 *
 * @param title what it measures, and the unit; empty: none
 * @param from its lower end
 * @param to its upper end, above {@code from}
 */
public record ChartAxis(String title, double from, double to) {
  public ChartAxis {
    requireNonNull(title, "title is null");
    if (!(from < to)) {
      throw new IllegalArgumentException(
          "axis %s goes from %s to %s; it must go upwards".formatted(title, from, to));
    }
  }
}
