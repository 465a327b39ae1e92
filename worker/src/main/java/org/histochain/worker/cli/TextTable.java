package org.histochain.worker.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns. */
final class TextTable {
  private static final String GAP = "  ";

  private TextTable() {}

  /**
   * Returns a line for each row, the first column to the left, the others, numbers, to the right;
   * all rows have as many cells as the first.
   */
  static List<String> of(List<List<String>> rows) {
    return lines(rows, true);
  }

  /** Returns a line for each row, every column to the left. */
  static List<String> left(List<List<String>> rows) {
    return lines(rows, false);
  }

  private static List<String> lines(List<List<String>> rows, boolean numbers) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        String cell = row.get(column);
        String space = " ".repeat(widths[column] - cell.length());
        line.append(column == 0 ? "" : GAP);
        line.append(numbers && column > 0 ? space + cell : cell + space);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
