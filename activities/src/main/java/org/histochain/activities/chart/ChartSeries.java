package org.histochain.activities.chart;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Points of one kind.
 *
 * @param name stands in the legend; empty: not there
 * @param look how it is drawn
 * @param colour its colour
 * @param x places along the chart
 * @param y heights, as many
 */
public record ChartSeries(
    String name, Look look, ChartColour colour, List<Double> x, List<Double> y) {
  /** How points are drawn: told apart without colour too. */
  public enum Look {
    /** A line with filled circles. */
    CIRCLES,
    /** A dashed line with triangles. */
    TRIANGLES,
    /** A line with squares. */
    SQUARES,
    /** A dashed line. */
    DASHED,
    /** A thin line, such as an interval. */
    THIN,
    /** The outline of steps. */
    OUTLINE,
    /** Filled steps. */
    FILLED
  }

  public ChartSeries {
    requireNonNull(name, "name is null");
    requireNonNull(look, "look is null");
    requireNonNull(colour, "colour is null");
    x = List.copyOf(requireNonNull(x, "x is null"));
    y = List.copyOf(requireNonNull(y, "y is null"));
    if (x.isEmpty() || x.size() != y.size()) {
      throw new IllegalArgumentException(
          "series %s has %d places and %d heights; it must have as many of both, and one at least"
              .formatted(name, x.size(), y.size()));
    }
  }

  /** Returns a soft line on which heights equal places, from {@code least} to {@code greatest}. */
  public static ChartSeries diagonal(String name, double least, double greatest) {
    return new ChartSeries(
        name, Look.DASHED, ChartColour.SOFT, List.of(least, greatest), List.of(least, greatest));
  }
}
