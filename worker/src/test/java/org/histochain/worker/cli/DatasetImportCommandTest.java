package org.histochain.worker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.histochain.worker.cli.Shell.Outcome;
import org.histochain.workflows.contract.StepProgress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatasetImportCommandTest {
  @TempDir private Path folder;
  private Shell shell;
  private Path source;

  @BeforeEach
  void openShell() throws IOException {
    shell = new Shell(folder);
    source = folder.resolve("source");
    for (int number = 0; number < 4; number++) {
      image(number % 2 == 0 ? "A" : "B", number, BufferedImage.TYPE_3BYTE_BGR, 20);
    }
  }

  @Test
  void whatWasConvertedResizedSkippedAndFoundTwiceIsSaid() throws IOException {
    image("A", 7, BufferedImage.TYPE_BYTE_GRAY, 30);
    Files.copy(source.resolve("A/0.png"), source.resolve("A/copy.png"));
    Files.writeString(source.resolve("B/bad.png"), "no image");
    Outcome outcome =
        shell.run(
            "dataset",
            "import",
            "set",
            source.toString(),
            "--size",
            "16",
            "--on-bad-image",
            "skip",
            "--output",
            "json");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err())
        .contains("Skipped B/bad.png: it is no image of a known format")
        .contains("1 grey images were converted to RGB")
        .contains("6 images were resized to 16 x 16 pixels")
        .contains("1 images are exact copies of others")
        .contains("Class B has too few images, 2,");
    JsonNode json = outcome.json();
    assertThat(json.at("/import/converted/grey").asInt()).isEqualTo(1);
    assertThat(json.at("/import/resized").asInt()).isEqualTo(6);
    assertThat(json.at("/import/duplicates").asInt()).isEqualTo(1);
    assertThat(json.at("/import/reusedShards").asInt()).isZero();
    assertThat(json.at("/import/skippedImages/0/path").asText()).isEqualTo("B/bad.png");
    assertThat(json.at("/patches").asInt()).isEqualTo(6);
  }

  @Test
  void aTableWithOtherColumnNamesIsRead() throws IOException {
    Path csv =
        Files.writeString(folder.resolve("t.csv"), "file,label\nA/0.png,x\nA/2.png,y\nB/1.png,\n");
    Outcome outcome =
        shell.run(
            "dataset",
            "import",
            "set",
            source.toString(),
            "--csv",
            csv.toString(),
            "--columns",
            "path=file,class=label",
            "--output",
            "json");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.json().at("/counts/undeclared").toString())
        .isEqualTo("{\"x\":1,\"y\":1,\"unlabelled\":1}");
  }

  @Test
  void wrongUsesAreRefusedWithExitCodeTwo() {
    refused("--columns", "path=file");
    refused("--fit", "crop");
    refused("--size", "0");
    refused("--modes", "never");
    refused("--external-test", folder.resolve("gone").toString());
    refused("--csv", folder.resolve("gone.csv").toString());
  }

  @Test
  void aBarShowsImagesRateAndTimeLeft() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console terminal =
        new Console(
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Map.of("NO_COLOR", "1"),
            true);
    try (ProgressView view = ProgressView.on(terminal)) {
      view.step("import", new StepProgress("import", 300, 1000, 0, 0, 0, 512.4, 83.6));
    }
    assertThat(err.toString(UTF_8))
        .contains("import")
        .contains("300/1000")
        .contains("512 images/s");
    assertThat(ProgressBarView.facts(new StepProgress("x", 300, 1000, 0, 0, 0, 512.4, 83.6)))
        .isEqualTo("512 images/s, 1:24 left");
    assertThat(ProgressBarView.facts(new StepProgress("x", 1, 9, 3, 40, 0.4567, 812, 7261)))
        .isEqualTo("epoch 3/40, 812 images/s, 2:01:01 left, loss 0.457");
  }

  private void refused(String... options) {
    String[] arguments = new String[4 + options.length];
    System.arraycopy(
        new String[] {"dataset", "import", "set", source.toString()}, 0, arguments, 0, 4);
    System.arraycopy(options, 0, arguments, 4, options.length);
    Outcome outcome = shell.run(arguments);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("histochain: ");
  }

  private void image(String className, int number, int type, int side) throws IOException {
    BufferedImage image = new BufferedImage(side, side, type);
    Random random = new Random(number);
    for (int pixel = 0; pixel < side * side; pixel++) {
      image.setRGB(pixel % side, pixel / side, random.nextInt());
    }
    Files.createDirectories(source.resolve(className));
    ImageIO.write(image, "png", source.resolve(className + "/" + number + ".png").toFile());
  }
}
