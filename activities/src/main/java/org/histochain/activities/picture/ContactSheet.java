package org.histochain.activities.picture;

import static java.util.Objects.requireNonNull;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A contact sheet: a title, and a row of patches for each class with its name at the left, dark on
 * white. Small patches are enlarged by a whole factor, large ones shrunk to 96 pixels.
 */
public final class ContactSheet {
  private static final Color INK = new Color(0x1D2530);
  private static final String CUT = "…";

  private final String title;
  private final int side;
  private final List<SheetRow> rows;
  private final SheetLayout layout;

  /**
   * @param title title line
   * @param side side of every patch, in pixels
   * @param rows the rows, from the top
   */
  public ContactSheet(String title, int side, List<SheetRow> rows) {
    this.title = requireNonNull(title, "title is null");
    this.side = side;
    this.rows = List.copyOf(rows);
    this.layout =
        new SheetLayout(
            side,
            title,
            rows.stream().map(SheetRow::name).toList(),
            rows.stream().mapToInt(row -> row.patches().size()).max().orElse(0));
  }

  SheetLayout layout() {
    return layout;
  }

  /** Draws the sheet. Layout and patches are the same everywhere; letters are this machine's. */
  public BufferedImage draw() {
    BufferedImage sheet =
        new BufferedImage(layout.width(), layout.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
      graphics.setColor(INK);
      graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, SheetLayout.TITLE_SIZE));
      graphics.drawString(title, SheetLayout.MARGIN, SheetLayout.MARGIN + SheetLayout.TITLE_SIZE);
      graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, SheetLayout.NAME_SIZE));
      for (int row = 0; row < rows.size(); row++) {
        draw(graphics, row);
      }
    } finally {
      graphics.dispose();
    }
    return sheet;
  }

  private void draw(Graphics2D graphics, int row) {
    FontMetrics letters = graphics.getFontMetrics();
    int middle = layout.y(row) + layout.cell() / 2;
    int base = middle + (letters.getAscent() - letters.getDescent()) / 2;
    graphics.drawString(fitting(rows.get(row).name(), letters), SheetLayout.MARGIN, base);
    List<SheetRow.Patch> patches = rows.get(row).patches();
    for (int column = 0; column < patches.size(); column++) {
      BufferedImage patch = PatchImage.of(patches.get(column).pixels(), side, layout.cell());
      graphics.drawImage(patch, layout.x(column), layout.y(row), null);
    }
  }

  private String fitting(String name, FontMetrics letters) {
    if (letters.stringWidth(name) <= layout.nameWidth()) {
      return name;
    }
    int end = name.length();
    while (end > 0 && letters.stringWidth(name.substring(0, end) + CUT) > layout.nameWidth()) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end) + CUT;
  }
}
