package org.histochain.activities.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactSheetTest {
  private static final int WHITE = 0xFFFFFFFF;

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 28, 64, 95, 96, 97, 224, 1000})
  void everyPatchIsWhereItShouldBeWhateverItsSide(int side) {
    ContactSheet sheet =
        new ContactSheet(
            "tiles",
            side,
            List.of(
                row("ADI", patch(side, 0, 0, 255), patch(side, 255, 0, 0)),
                row("TUM", patch(side, 0, 255, 0))));
    BufferedImage drawn = sheet.draw();
    SheetLayout layout = sheet.layout();
    assertThat(layout.cell()).isLessThanOrEqualTo(96).isGreaterThanOrEqualTo(Math.min(side, 49));
    filled(drawn, layout, 0, 0, 0xFF0000FF);
    filled(drawn, layout, 0, 1, 0xFFFF0000);
    filled(drawn, layout, 1, 0, 0xFF00FF00);
    filled(drawn, layout, 1, 1, WHITE);
    assertThat(drawn.getWidth()).isEqualTo(layout.width());
    for (int x = 0; x < drawn.getWidth(); x++) {
      assertThat(drawn.getRGB(x, drawn.getHeight() - 1)).isEqualTo(WHITE);
    }
  }

  private static void filled(
      BufferedImage drawn, SheetLayout layout, int row, int column, int colour) {
    int x = layout.x(column);
    int y = layout.y(row);
    int last = layout.cell() - 1;
    assertThat(drawn.getRGB(x, y)).isEqualTo(colour);
    assertThat(drawn.getRGB(x + last, y)).isEqualTo(colour);
    assertThat(drawn.getRGB(x, y + last)).isEqualTo(colour);
    assertThat(drawn.getRGB(x + last, y + last)).isEqualTo(colour);
    assertThat(drawn.getRGB(x - 1, y)).isEqualTo(WHITE);
    assertThat(drawn.getRGB(x + last + 1, y + last)).isEqualTo(WHITE);
    assertThat(drawn.getRGB(x, y - 1)).isEqualTo(WHITE);
  }

  @Test
  void nameOfEachClassStandsAtTheLeftAndTheTitleAbove() {
    ContactSheet sheet =
        new ContactSheet("tiles: synthetic", 28, List.of(row("ADI", patch(28, 255, 0, 0))));
    BufferedImage drawn = sheet.draw();
    SheetLayout layout = sheet.layout();
    assertThat(ink(drawn, SheetLayout.MARGIN, layout.y(0), layout.nameWidth(), layout.cell()))
        .isPositive();
    assertThat(ink(drawn, SheetLayout.MARGIN, SheetLayout.MARGIN, 120, SheetLayout.TITLE_HEIGHT))
        .isPositive();
  }

  @Test
  void longNameInAnyScriptIsCutBeforeThePatches() {
    for (String name : List.of("W".repeat(200), "組織".repeat(80), "🔬".repeat(50))) {
      ContactSheet sheet = new ContactSheet("t", 28, List.of(row(name, patch(28, 255, 0, 0))));
      BufferedImage drawn = sheet.draw();
      SheetLayout layout = sheet.layout();
      int gap = SheetLayout.MARGIN + layout.nameWidth();
      assertThat(ink(drawn, gap, layout.y(0), layout.x(0) - gap, layout.cell())).isZero();
    }
  }

  @Test
  void sheetWithoutPatchesIsStillASheet() {
    assertThat(new ContactSheet("empty", 28, List.of()).draw().getHeight()).isPositive();
    assertThat(new ContactSheet("empty", 28, List.of(row("ADI"))).draw().getHeight()).isPositive();
  }

  private static int ink(BufferedImage drawn, int x, int y, int width, int height) {
    int dark = 0;
    for (int pixel : drawn.getRGB(x, y, width, height, null, 0, width)) {
      dark += (pixel & 0xFF) < 128 ? 1 : 0;
    }
    return dark;
  }

  private static SheetRow row(String name, byte[]... patches) {
    return new SheetRow(
        name, Arrays.stream(patches).map(pixels -> new SheetRow.Patch("id", pixels)).toList());
  }

  private static byte[] patch(int side, int red, int green, int blue) {
    byte[] pixels = new byte[side * side * 3];
    for (int pixel = 0; pixel < side * side; pixel++) {
      pixels[pixel * 3] = (byte) red;
      pixels[pixel * 3 + 1] = (byte) green;
      pixels[pixel * 3 + 2] = (byte) blue;
    }
    return pixels;
  }
}
