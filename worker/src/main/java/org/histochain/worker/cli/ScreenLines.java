package org.histochain.worker.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines that a screen has place for. */
final class ScreenLines {
  private static final int LONGEST_BAR = 60;

  private ScreenLines() {}

  /** A bar of the part that is done, and its percentage. */
  static String bar(double part, double whole, int columns) {
    double done = Math.clamp(part / whole, 0, 1);
    int length = Math.max(1, Math.min(columns, LONGEST_BAR) - 8);
    int full = (int) (done * length);
    return "[%s%s] %3d %%"
        .formatted("#".repeat(full), ".".repeat(length - full), (int) (100 * done));
  }

  /** Breaks at blanks, and within a word that is longer than a line. */
  static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = printable(text);
    while (rest.length() > columns) {
      int blank = rest.lastIndexOf(' ', columns);
      boolean within = blank < columns / 2;
      lines.add(rest.substring(0, within ? columns : blank));
      rest = rest.substring(within ? columns : blank + 1);
    }
    lines.add(rest);
    return lines;
  }

  static String cut(String line, int columns) {
    String shown = printable(line);
    return shown.length() <= columns ? shown : shown.substring(0, columns);
  }

  /** A message may hold anything, and must not steer the terminal. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
