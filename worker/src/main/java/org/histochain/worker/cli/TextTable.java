package org.histochain.worker.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns: the first to the left, the others, numbers, to the right. */
final class TextTable {
  private static final String GAP = "  ";

  private TextTable() {}

  /** Returns a line for each row; all rows have as many cells as the first. */
  static List<String> of(List<List<String>> rows) {
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
        line.append(column == 0 ? cell + space : GAP + space + cell);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
