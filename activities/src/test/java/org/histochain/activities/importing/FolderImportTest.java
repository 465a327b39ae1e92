package org.histochain.activities.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.histochain.activities.importing.DatasetFixture.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.InputStream;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.DatasetSummary;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.dataset.Splits;
import org.histochain.activities.dataset.TestData;
import org.histochain.activities.image.EncodedImage;
import org.histochain.activities.image.OnBadImage;
import org.histochain.activities.image.SkippedImage;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderImportTest {
  @TempDir Path folder;
  private DatasetFixture fixture;
  private Path source;

  @BeforeEach
  void open() throws Exception {
    fixture = new DatasetFixture(folder);
    source = folder.resolve("source");
    image(source.resolve("B/two.png"), "png", 8, 8, 1);
    image(source.resolve("A/one.v1.png"), "png", 8, 8, 2);
  }

  @Test
  void pngFilesAreKeptByteForByteUnderTheirPath() throws Exception {
    Imported imported = fixture.importFrom(source);
    assertThat(imported.classes()).containsExactly("A", "B");
    DatasetManifest manifest = fixture.datasets.load(imported.ref());
    List<String> names = new ArrayList<>();
    Path tar = fixture.artifacts.fetch(manifest.shards().getFirst().ref());
    try (InputStream file = Files.newInputStream(tar);
        TarArchiveInputStream entries = new TarArchiveInputStream(file)) {
      TarArchiveEntry entry = entries.getNextEntry();
      assertThat(entries.readAllBytes())
          .isEqualTo(Files.readAllBytes(source.resolve("A/one.v1.png")));
      while (entry != null) {
        names.add(entry.getName());
        entry = entries.getNextEntry();
      }
    }
    assertThat(names).containsExactly("A/one_v1.png", "B/two.png");
  }

  @Test
  void tiffKeepsItsPixels() throws Exception {
    Path tiff = image(source.resolve("A/three.tif"), "tiff", 8, 8, 5);
    image(folder.resolve("same.png"), "png", 8, 8, 5);
    DatasetManifest manifest = fixture.datasets.load(fixture.importFrom(source).ref());
    assertThat(tiff).exists();
    try (PatchFile patches = fixture.loader.load(manifest, List.of("A/three"));
        EncodedImage same = EncodedImage.open(Files.readAllBytes(folder.resolve("same.png")))) {
      assertThat(patches.pixels().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(same.pixels());
    }
  }

  @Test
  void realTissueTiffsDecode() throws Exception {
    Path tiles = TestData.path("nct-crc-tiles");
    int decoded = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(tiles, "*.tif")) {
      for (Path file : files) {
        try (EncodedImage image = EncodedImage.open(Files.readAllBytes(file))) {
          int side = file.toString().contains("crc5000") ? 150 : 224;
          assertThat(image.width()).isEqualTo(side);
          assertThat(image.pixels()).hasSize(side * side * 3);
          decoded++;
        }
      }
    }
    assertThat(decoded).isEqualTo(25);
  }

  @Test
  void classNamesOrderAndChooseTheFolders() throws Exception {
    image(source.resolve("C/three.png"), "png", 8, 8, 3);
    Imported imported = fixture.importFrom(source, "B", "A");
    assertThat(imported.classes()).containsExactly("B", "A");
    assertThat(imported.patches()).isEqualTo(2);
    assertThat(imported.skipped()).extracting(SkippedImage::path).containsExactly("C");
    assertThatThrownBy(() -> fixture.importFrom(source, "A", "X"))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("Class X");
    assertThatThrownBy(() -> fixture.importFrom(source, "A", "A"))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("twice");
  }

  @Test
  void aTruncatedImageIsNamedOrSkipped() throws Exception {
    for (String format : List.of("png", "jpg", "tif")) {
      Path bad = source.resolve("A/bad." + format);
      image(bad, format.equals("tif") ? "tiff" : format, 8, 8, 4);
      byte[] whole = Files.readAllBytes(bad);
      Files.write(bad, Arrays.copyOf(whole, whole.length * 2 / 3));
      assertThatThrownBy(() -> fixture.importFrom(source))
          .isInstanceOf(StepFailure.class)
          .hasMessageContaining("bad." + format)
          .hasMessageContaining("--on-bad-image skip");
      assertThat(fixture.datasets.names()).isEmpty();
      Files.delete(bad);
    }
    Files.writeString(source.resolve("B/no.png"), "no image");
    Files.writeString(source.resolve("B/empty.png"), "");
    Imported imported = skipping();
    assertThat(imported.skipped())
        .extracting(SkippedImage::path)
        .containsExactly("B/empty.png", "B/no.png");
    assertThat(imported.patches()).isEqualTo(2);
    assertThat(fixture.datasets.load(imported.ref()).skipped()).isEqualTo(2);
  }

  @Test
  void anImageOfHugeSizeByItsHeaderIsNeverDecoded() throws Exception {
    Files.write(source.resolve("A/huge.png"), pngHeader(100_000, 100_000));
    assertThatThrownBy(() -> fixture.importFrom(source))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("huge.png")
        .hasMessageContaining("100000 x 100000");
    assertThat(skipping().skipped())
        .singleElement()
        .satisfies(image -> assertThat(image.reason()).contains("100000 x 100000"));
  }

  @Test
  void theFirstImageOfAnotherSizeIsNamed() throws Exception {
    image(source.resolve("B/other.png"), "png", 9, 9, 4);
    assertThatThrownBy(() -> fixture.importFrom(source))
        .hasMessageContaining("other.png")
        .hasMessageContaining("9 x 9");
    image(source.resolve("B/other.png"), "png", 8, 9, 4);
    assertThatThrownBy(() -> fixture.importFrom(source)).hasMessageContaining("square");
  }

  @Test
  void twoImagesOfOneIdAreBothNamed() throws Exception {
    image(source.resolve("A/one_v1.png"), "png", 8, 8, 4);
    assertThatThrownBy(() -> fixture.importFrom(source))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("one.v1.png")
        .hasMessageContaining("one_v1.png");
  }

  @Test
  void aFolderWithoutImagesIsRefused() throws Exception {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThatThrownBy(() -> fixture.importFrom(empty))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("no image");
    assertThat(fixture.datasets.names()).isEmpty();
  }

  @Test
  void greyAndSixteenBitImagesKeepTheirValues() throws Exception {
    BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 100);
    ImageIO.write(grey, "png", source.resolve("A/grey.png").toFile());
    BufferedImage deep = new BufferedImage(8, 8, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 100 << 8);
    ImageIO.write(deep, "png", source.resolve("A/deep.png").toFile());
    DatasetManifest manifest = fixture.datasets.load(fixture.importFrom(source).ref());
    try (PatchFile patches = fixture.loader.load(manifest, List.of("A/grey", "A/deep"))) {
      for (int index = 0; index < 2; index++) {
        assertThat(patches.patch(index).toArray(ValueLayout.JAVA_BYTE))
            .startsWith(100, 100, 100, 0);
      }
    }
  }

  @Test
  void aNameThatIsNotAllowedIsRefused() {
    ImportRequest request = new ImportRequest("../x", source, List.of(), OnBadImage.fail);
    assertThatThrownBy(() -> fixture.importer.run(request, StepMonitor.silent()))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("../x");
  }

  @Test
  void summaryCountsAndMeasures() throws Exception {
    DatasetManifest manifest = fixture.datasets.load(fixture.importFrom(source).ref());
    DatasetSummary summary = DatasetSummary.of(fixture.artifacts, manifest);
    assertThat(summary.counts()).isEqualTo(Map.of(Splits.UNDECLARED, List.of(1, 1)));
    assertThat(summary.side()).isEqualTo(8);
    assertThat(summary.channels().mean()).allSatisfy(mean -> assertThat(mean).isBetween(0.4, 0.6));
  }

  private Imported skipping() throws Exception {
    return fixture.importer.run(
        new ImportRequest("set", source, List.of(), OnBadImage.skip), StepMonitor.silent());
  }

  private static byte[] pngHeader(int width, int height) throws Exception {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(chunk);
    out.writeBytes("IHDR");
    out.writeInt(width);
    out.writeInt(height);
    out.write(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(chunk.toByteArray());
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    DataOutputStream file = new DataOutputStream(png);
    file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    file.writeInt(13);
    file.write(chunk.toByteArray());
    file.writeInt((int) crc.getValue());
    return png.toByteArray();
  }
}
