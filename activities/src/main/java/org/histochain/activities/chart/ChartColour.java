package org.histochain.activities.chart;

import java.awt.Color;

/**
 * A colour by its part, not by its value: the page's style sheet says what it looks like in light,
 * in dark and on paper. The library draws with a stand-in that no chart else uses.
 */
public enum ChartColour {
  /** Text and axes. */
  INK("--ink", 1),
  /** What stands behind the matter at hand. */
  SOFT("--soft", 2),
  /** Grid lines. */
  LINE("--line", 3),
  /** The matter at hand. */
  ACCENT("--accent", 4),
  /** What it is compared with. */
  SECOND("--second", 5),
  /** Areas of the matter at hand. */
  FILL("--fill", 6);

  private final String variable;
  private final Color standIn;

  ChartColour(String variable, int number) {
    this.variable = variable;
    this.standIn = new Color(251, 17, number);
  }

  Color standIn() {
    return standIn;
  }

  /** Puts the page's colours in place of the stand-ins. */
  static String toPage(String svg) {
    String themed = svg;
    for (ChartColour colour : values()) {
      Color rgb = colour.standIn;
      themed =
          themed.replace(
              "rgb(%d,%d,%d)".formatted(rgb.getRed(), rgb.getGreen(), rgb.getBlue()),
              "var(" + colour.variable + ")");
    }
    return themed;
  }
}
