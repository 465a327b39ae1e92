package org.histochain.activities.prediction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.assertj.core.api.AbstractThrowableAssert;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.dataset.DatasetIndex;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.image.OnBadImage;
import org.histochain.activities.importing.DatasetImporter;
import org.histochain.activities.importing.SynthRequest;
import org.histochain.activities.inference.Inference;
import org.histochain.activities.inference.ModelRun;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.table.IndexRow;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ModelInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionTest {
  @TempDir Path folder;
  private Path images;
  private ModelRun model;

  @BeforeEach
  void loadModel() throws IOException {
    images = Files.createDirectories(folder.resolve("images"));
    model = new ModelRun("the model", RandomModel.weights(), RandomModel.card());
  }

  @AfterEach
  void closeModel() {
    model.close();
  }

  @Test
  void probabilitiesAreThoseOfPseudoLabelling() throws IOException {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Artifacts artifacts = new Artifacts(new MemoryStore(), folder.resolve("cache"), meters);
    Datasets datasets = new Datasets(artifacts);
    Path scratch = folder.resolve("scratch");
    new DatasetImporter(artifacts, datasets, scratch)
        .run(new SynthRequest("tissue", 300, RandomModel.SIDE, 0.5, 1), StepMonitor.silent());
    DatasetManifest manifest = datasets.load(datasets.require("tissue"));
    List<String> ids = new ArrayList<>();
    for (IndexRow row : DatasetIndex.load(artifacts, manifest).rows()) {
      if (row.shard() == 0) {
        ids.add(row.id());
      }
    }
    unpack(artifacts.fetch(manifest.shards().getFirst().ref()));
    ArtifactRef weights = artifacts.put(RandomModel.weights());
    ModelInput input =
        new ModelInput(
            manifest.ref(),
            RandomModel.CLASSES,
            RandomModel.card().input().network(),
            RandomModel.card().input().normalisation(),
            1);
    float[][] expected =
        new Inference(artifacts, datasets, new PatchLoader(artifacts, scratch), meters)
            .probabilities(input, weights, ids, "test", StepMonitor.silent());

    List<CSVRecord> rows = predict(images, false, OnBadImage.fail);

    assertThat(rows).hasSize(256);
    for (int row = 0; row < rows.size(); row++) {
      for (int c = 0; c < RandomModel.CLASSES.size(); c++) {
        assertThat(Float.parseFloat(rows.get(row).get("p_" + RandomModel.CLASSES.get(c))))
            .isEqualTo(expected[row][c]);
      }
    }
  }

  private void unpack(Path tar) throws IOException {
    try (InputStream file = Files.newInputStream(tar);
        TarArchiveInputStream entries = new TarArchiveInputStream(file)) {
      int row = 0;
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        Files.write(images.resolve("%05d.png".formatted(row++)), entries.readAllBytes());
      }
    }
  }

  @Test
  void folderAndZipAndNamesInAnyScriptGiveTheSameRowsByPath() throws IOException {
    List<String> paths =
        List.of("b/2.png", "a/1, \"x\".jpg", "组织/ткань.png", "z.tif", "with space/é.PNG");
    for (int n = 0; n < paths.size(); n++) {
      image(images.resolve(paths.get(n)), RandomModel.SIDE, RandomModel.SIDE, n);
    }
    Files.writeString(images.resolve("readme.txt"), "no image");
    Files.createDirectories(images.resolve(".hidden"));
    image(images.resolve(".hidden/x.png"), 3, 3, 1);

    List<CSVRecord> rows = predict(images, false, OnBadImage.fail);

    assertThat(rows)
        .extracting(row -> row.get("path"))
        .containsExactlyElementsOf(paths.stream().sorted().toList());
    for (CSVRecord row : rows) {
      double sum = 0;
      double highest = 0;
      for (String name : RandomModel.CLASSES) {
        sum += Double.parseDouble(row.get("p_" + name));
        highest = Math.max(highest, Double.parseDouble(row.get("p_" + name)));
      }
      assertThat(sum).isBetween(0.99999, 1.00001);
      assertThat(Double.parseDouble(row.get("p_" + row.get("class")))).isEqualTo(highest);
    }
    assertThat(texts(predict(zipOf(paths), false, OnBadImage.fail))).isEqualTo(texts(rows));
    assertThat(predict(images.resolve("z.tif"), false, OnBadImage.fail))
        .singleElement()
        .satisfies(row -> assertThat(row.get("path")).isEqualTo("z.tif"));
  }

  @Test
  void otherSizesAreRefusedNamingTheFirstTwentyAndResizedWhereAsked() throws IOException {
    for (int n = 0; n < 23; n++) {
      image(images.resolve("%02d.png".formatted(n)), 40, 40, n);
    }
    image(images.resolve("fits.png"), RandomModel.SIDE, RandomModel.SIDE, 99);
    refused(images, false, OnBadImage.fail)
        .hasMessageContaining("23 images of")
        .hasMessageContaining("are not of 16 x 16 pixels")
        .hasMessageContaining("00.png: it is 40 x 40")
        .hasMessageContaining("19.png: it is 40 x 40 pixels, not 16 x 16\n  and 3 more")
        .hasMessageContaining("--resize");
    assertThat(predict(images, true, OnBadImage.fail)).hasSize(24);
  }

  @Test
  void imagesThatAreNotSquareAreRefusedAlsoWhenResizing() throws IOException {
    image(images.resolve("wide.png"), 40, 20, 1);
    refused(images, true, OnBadImage.skip)
        .hasMessageContaining("is not square")
        .hasMessageContaining("wide.png: it is 40 x 20")
        .hasMessageContaining("crop it");
  }

  @Test
  void badImagesAreAllNamedOrSkipped() throws IOException {
    image(images.resolve("good.png"), RandomModel.SIDE, RandomModel.SIDE, 1);
    Files.write(images.resolve("empty.png"), new byte[0]);
    Files.writeString(images.resolve("text.png"), "this is text");
    byte[] whole = Files.readAllBytes(images.resolve("good.png"));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    Files.write(images.resolve("half.png"), half);
    refused(images, false, OnBadImage.fail)
        .hasMessageContaining("3 images of")
        .hasMessageContaining("cannot be read; replace them")
        .hasMessageContaining("empty.png: the file is empty")
        .hasMessageContaining("text.png")
        .hasMessageContaining("half.png")
        .hasMessageContaining("--on-bad-image skip");

    Path csv = folder.resolve("out.csv");
    Prediction.Outcome outcome =
        new Prediction(model, folder.resolve("scratch"))
            .run(
                images, csv, new Prediction.Settings(false, OnBadImage.skip), StepMonitor.silent());
    assertThat(outcome.images()).isEqualTo(1);
    assertThat(outcome.skipped())
        .extracting(image -> image.path())
        .containsExactly("empty.png", "half.png", "text.png");
    assertThat(folder.resolve("scratch")).isEmptyDirectory();
  }

  @Test
  void sourceWithoutImagesIsRefused() throws IOException {
    Files.writeString(images.resolve("readme.txt"), "no image");
    refused(images, false, OnBadImage.skip).hasMessageContaining("no PNG, JPEG or TIFF image");
    refused(folder.resolve("absent"), false, OnBadImage.skip).hasMessageContaining("absent");
    Path broken = Files.writeString(folder.resolve("broken.zip"), "PK no zip");
    refused(broken, false, OnBadImage.skip).hasMessageContaining("is no zip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil.png", "a/../../evil.png", "/evil.png", "C:\\evil.png", "..\\evil.png"})
  void zipWithANameThatLeadsOutIsRefused(String name) throws IOException {
    Path zip = folder.resolve("hostile.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry(name));
      out.write(1);
    }
    refused(zip, false, OnBadImage.skip)
        .hasMessageContaining(name.replace('\\', '/'))
        .hasMessageContaining("has a name that leads out of it");
  }

  @Test
  void zipWithALinkOrAThousandfoldExpansionIsRefused() throws IOException {
    Path links = folder.resolve("links.zip");
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(links)) {
      ZipArchiveEntry link = new ZipArchiveEntry("link.png");
      link.setUnixMode(UnixStat.LINK_FLAG | 0777);
      out.putArchiveEntry(link);
      out.write("/etc/passwd".getBytes(UTF_8));
      out.closeArchiveEntry();
    }
    refused(links, false, OnBadImage.skip)
        .hasMessageContaining("link.png")
        .hasMessageContaining("is a link");
    Path bomb = folder.resolve("bomb.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(bomb))) {
      out.putNextEntry(new ZipEntry("bomb.png"));
      out.write(new byte[20 << 20]);
    }
    refused(bomb, false, OnBadImage.skip)
        .hasMessageContaining("bomb.png")
        .hasMessageContaining("would expand from");
  }

  @Test
  void modelAndCardThatDoNotBelongTogetherAreRefused() {
    byte[] other = RandomModel.weights();
    other[other.length - 1] ^= 1;
    assertThatThrownBy(() -> new ModelRun("other.safetensors", other, RandomModel.card()))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("other.safetensors has the digest");
    byte[] text = "no model".getBytes(UTF_8);
    assertThatThrownBy(() -> new ModelRun("text", text, RandomModel.card(text)))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("does not fit its card");
  }

  private AbstractThrowableAssert<?, ?> refused(
      Path source, boolean resize, OnBadImage onBadImage) {
    return assertThatThrownBy(() -> predict(source, resize, onBadImage))
        .isInstanceOf(StepFailure.class);
  }

  private List<CSVRecord> predict(Path source, boolean resize, OnBadImage onBadImage)
      throws IOException {
    Path csv = folder.resolve("predictions.csv");
    new Prediction(model, folder.resolve("scratch"))
        .run(source, csv, new Prediction.Settings(resize, onBadImage), StepMonitor.silent());
    try (Reader text = Files.newBufferedReader(csv)) {
      CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
      return format.parse(text).getRecords();
    }
  }

  private static List<List<String>> texts(List<CSVRecord> rows) {
    return rows.stream().map(row -> row.toList()).toList();
  }

  private Path zipOf(List<String> paths) throws IOException {
    Path zip = folder.resolve("images.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("readme.txt"));
      for (String path : paths) {
        out.putNextEntry(new ZipEntry(path));
        Files.copy(images.resolve(path), out);
      }
    }
    return zip;
  }

  private static void image(Path file, int width, int height, long seed) throws IOException {
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, (int) (x * 7919L + y * 104729L + seed * 15485863L) & 0xFFFFFF);
      }
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String format = name.endsWith("png") ? "png" : name.endsWith("jpg") ? "jpeg" : "tiff";
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
  }
}
