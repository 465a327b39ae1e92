package org.histochain.activities.picture;

import java.util.List;

/**
 * Where things are on a contact sheet, in pixels. It asks no font, so that it is the same on every
 * machine.
 */
final class SheetLayout {
  static final int MARGIN = 20;
  static final int GAP = 6;
  static final int TITLE_HEIGHT = 26;
  static final int TITLE_SIZE = 18;
  static final int NAME_SIZE = 15;

  private static final int LARGEST_CELL = 96;
  private static final int NARROW = 12;
  private static final int WIDE = 17;
  private static final int MOST_NAME = 260;

  private final int cell;
  private final int names;
  private final int width;
  private final int height;

  /**
   * @param side side of the patches
   * @param title the title line
   * @param names names of the rows
   * @param columns patches in the longest row
   */
  SheetLayout(int side, String title, List<String> names, int columns) {
    this.cell = PatchImage.shownSide(side, LARGEST_CELL);
    this.names =
        Math.min(MOST_NAME, names.stream().mapToInt(SheetLayout::length).max().orElse(0)) + 2 * GAP;
    int grid = this.names + columns * (cell + GAP) - GAP;
    this.width = 2 * MARGIN + Math.max(grid, length(title) * TITLE_SIZE / NAME_SIZE);
    this.height =
        2 * MARGIN + TITLE_HEIGHT + GAP + Math.max(1, names.size()) * (rowHeight() + GAP) - GAP;
  }

  /** Latin letters are narrow; others may be as wide as they are high. */
  private static int length(String text) {
    return text.codePoints().map(letter -> letter < 0x250 ? NARROW : WIDE).sum();
  }

  /** Side of a patch on the sheet. */
  int cell() {
    return cell;
  }

  private int rowHeight() {
    return Math.max(cell, NAME_SIZE + 4);
  }

  /** Width that a row's name may take. */
  int nameWidth() {
    return names - 2 * GAP;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Left edge of a column's patches. */
  int x(int column) {
    return MARGIN + names + column * (cell + GAP);
  }

  /** Upper edge of a row's patches. */
  int y(int row) {
    return MARGIN + TITLE_HEIGHT + GAP + row * (rowHeight() + GAP);
  }
}
