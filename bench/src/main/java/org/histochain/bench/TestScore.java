package org.histochain.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * Balanced accuracy on test, in [0, 1].
 *
 * @param value the score
 * @param low lower end of its 95 % bootstrap interval, by group; NaN without one
 * @param high upper end; NaN without one
 */
record TestScore(double value, double low, double high) {
  static TestScore of(JsonNode scores) {
    return new TestScore(
        scores.path("balancedAccuracy").asDouble(Double.NaN),
        scores.path("interval").path(0).asDouble(Double.NaN),
        scores.path("interval").path(1).asDouble(Double.NaN));
  }

  /** Returns the score in percent, with its interval if there is one. */
  String text() {
    if (Double.isNaN(low)) {
      return String.format(Locale.ROOT, "%.1f", 100 * value);
    }
    return String.format(Locale.ROOT, "%.1f [%.0f, %.0f]", 100 * value, 100 * low, 100 * high);
  }
}
