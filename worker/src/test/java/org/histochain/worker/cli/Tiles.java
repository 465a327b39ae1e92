package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Small images that are easily told apart. */
final class Tiles {
  private static final List<String> CLASSES = List.of("blue", "green", "red");

  private Tiles() {}

  /** Writes a folder of three classes with twenty tiles of 16 pixels each. */
  static void write(Path folder) throws IOException {
    for (int c = 0; c < CLASSES.size(); c++) {
      for (int n = 0; n < 20; n++) {
        write(folder.resolve(CLASSES.get(c)).resolve(n + ".png"), 16, c, n);
      }
    }
  }

  /** Writes a tile of one colour, with a pattern so that no two are alike. */
  static void write(Path file, int side, int channel, int seed) throws IOException {
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int shade = 100 + (x * 7 + y * 13 + seed * 29) % 150;
        image.setRGB(x, y, shade << (8 * channel));
      }
    }
    assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
  }
}
