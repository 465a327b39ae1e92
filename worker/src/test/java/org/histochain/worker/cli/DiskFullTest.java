package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.histochain.worker.cli.Shell.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs the right to mount a small tmpfs, as root has it. */
final class DiskFullTest {
  @TempDir private Path folder;
  private Path disk;
  private Shell shell;

  @BeforeEach
  void mountASmallDisk() throws Exception {
    shell = new Shell(folder);
    disk = Files.createDirectory(folder.resolve("disk"));
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString());
    if (!mounted && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("A tmpfs cannot be mounted: run the tests as root");
    }
    Assumptions.assumeTrue(mounted, "a tmpfs can be mounted");
    shell.set("HISTOCHAIN_STORE", disk.toUri().toString());
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", disk.toString());
  }

  @Test
  void aFullStoreIsOneLineAndTheEarlierVersionStays() throws IOException {
    Path small = noise("small", 10);
    assertThat(shell.run("dataset", "import", "set", small.toString()).exitCode()).isZero();
    String before = shell.run("dataset", "show", "set", "--output", "json").out();
    Outcome full = shell.run("dataset", "import", "set", noise("large", 400).toString());
    assertThat(full.exitCode()).isEqualTo(1);
    assertThat(full.err().lines().filter(line -> line.startsWith("histochain: ")))
        .singleElement()
        .asString()
        .contains("no space left to import set", "file:" + disk, "free some");
    assertThat(shell.run("dataset", "show", "set", "--output", "json").out()).isEqualTo(before);
  }

  @Test
  void aFullScratchFolderIsOneLineToo() throws IOException {
    Files.createDirectories(folder.resolve("cache"));
    shell.set("HISTOCHAIN_STORE", folder.resolve("store").toUri().toString());
    shell.set("XDG_CACHE_HOME", disk.toString());
    Outcome full = shell.run("dataset", "import", "set", noise("large", 400).toString());
    assertThat(full.exitCode()).isEqualTo(1);
    assertThat(full.err()).contains("no space left to import set").doesNotContain("Exception");
    assertThat(shell.run("dataset", "list", "--output", "json").out().strip()).isEqualTo("[ ]");
    try (Stream<Path> left = Files.list(disk.resolve("histochain/scratch"))) {
      assertThat(left).isEmpty();
    }
  }

  private Path noise(String name, int images) throws IOException {
    Random random = new Random(images);
    for (int number = 0; number < images; number++) {
      BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR);
      for (int pixel = 0; pixel < 64 * 64; pixel++) {
        image.setRGB(pixel % 64, pixel / 64, random.nextInt());
      }
      Path file = folder.resolve(name).resolve("AB".charAt(number % 2) + "/" + number + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    }
    return folder.resolve(name);
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).start().waitFor() == 0;
  }
}
