package org.histochain.activities.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.histochain.activities.importing.DatasetFixture.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.histochain.activities.dataset.DatasetIndex;
import org.histochain.activities.dataset.Splits;
import org.histochain.activities.image.Fit;
import org.histochain.activities.image.Modes;
import org.histochain.activities.image.OnBadImage;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.table.IndexRow;
import org.histochain.workflows.contract.DatasetRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportRulesTest {
  @TempDir Path folder;
  private DatasetFixture fixture;
  private Path source;

  @BeforeEach
  void open() throws IOException {
    fixture = new DatasetFixture(folder);
    source = folder.resolve("source");
    image(source.resolve("A/one.png"), "png", 8, 8, 1);
    image(source.resolve("B/two.png"), "png", 8, 8, 2);
  }

  @Test
  void everyBadImageIsNamedAndNothingIsPublished() throws IOException {
    DatasetRef before = run(ImageSettings.DEFAULT, OnBadImage.fail, OnDuplicate.fail).ref();
    for (int number = 10; number < 35; number++) {
      Files.writeString(source.resolve("A/bad" + number + ".png"), "no image " + number);
    }
    assertThatThrownBy(() -> run(ImageSettings.DEFAULT, OnBadImage.fail, OnDuplicate.fail))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("25 images")
        .hasMessageContaining("A/bad10.png: it is no image of a known format")
        .hasMessageContaining("A/bad29.png")
        .hasMessageNotContaining("A/bad30.png")
        .hasMessageContaining("and 5 more");
    assertThat(fixture.datasets.current("set")).contains(before);
    Imported skipping = run(ImageSettings.DEFAULT, OnBadImage.skip, OnDuplicate.fail);
    assertThat(skipping.skipped()).hasSize(25);
    assertThat(skipping.patches()).isEqualTo(2);
    assertThat(skipping.manifest().skipped()).isEqualTo(25);
    assertThat(skipping.reusedShards()).isEqualTo(1);
  }

  @Test
  void otherModesAreCountedOrRefused() throws IOException {
    grey("A/grey1.png", 1);
    grey("A/grey2.png", 2);
    Imported imported = run(ImageSettings.DEFAULT, OnBadImage.fail, OnDuplicate.fail);
    assertThat(imported.manifest().converted()).isEqualTo(Map.of("grey", 2));
    assertThat(imported.manifest().canonical()).asString().contains("\"converted\":{\"grey\":2}");
    assertThatThrownBy(
            () ->
                run(
                    new ImageSettings(null, Fit.refuse, Modes.refuse),
                    OnBadImage.skip,
                    OnDuplicate.fail))
        .hasMessageContaining("2 images")
        .hasMessageContaining("A/grey1.png: it is grey, not 8-bit RGB")
        .hasMessageContaining("--modes convert");
  }

  @Test
  void everySizeIsResizedWhereASizeIsGiven() throws IOException {
    image(source.resolve("B/large.png"), "png", 30, 30, 3);
    ImageSettings twelve = new ImageSettings(12, Fit.refuse, Modes.convert);
    Imported imported = run(twelve, OnBadImage.fail, OnDuplicate.fail);
    assertThat(imported.manifest().side()).isEqualTo(12);
    assertThat(imported.manifest().resized()).isEqualTo(3);
    image(source.resolve("B/wide.png"), "png", 30, 20, 3);
    assertThatThrownBy(() -> run(twelve, OnBadImage.fail, OnDuplicate.fail))
        .hasMessageContaining("B/wide.png")
        .hasMessageContaining("30 x 20")
        .hasMessageContaining("--fit crop");
    ImageSettings cropping = new ImageSettings(12, Fit.crop, Modes.convert);
    assertThat(run(cropping, OnBadImage.fail, OnDuplicate.fail).patches()).isEqualTo(4);
    assertThatThrownBy(
            () ->
                run(
                    new ImageSettings(null, Fit.crop, Modes.convert),
                    OnBadImage.fail,
                    OnDuplicate.fail))
        .hasMessageContaining("--size");
  }

  @Test
  void copiesWithinAClassAreCountedAndAcrossClassesRefused() throws IOException {
    Files.copy(source.resolve("A/one.png"), source.resolve("A/copy.png"));
    Imported within = run(ImageSettings.DEFAULT, OnBadImage.fail, OnDuplicate.fail);
    assertThat(within.manifest().duplicates()).isEqualTo(1);
    Files.copy(source.resolve("A/one.png"), source.resolve("B/copy.png"));
    assertThatThrownBy(() -> run(ImageSettings.DEFAULT, OnBadImage.fail, OnDuplicate.fail))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("A/copy.png and B/copy.png")
        .hasMessageContaining("--on-duplicate keep");
    assertThat(fixture.datasets.current("set")).contains(within.ref());
    Imported kept = run(ImageSettings.DEFAULT, OnBadImage.fail, OnDuplicate.keep);
    assertThat(kept.manifest().duplicates()).isEqualTo(2);
    assertThat(kept.patches()).isEqualTo(4);
  }

  @Test
  void anExternalTestSetIsMatchedByTheNamesOfItsClasses() throws IOException {
    Path test = folder.resolve("external");
    image(test.resolve("B/three.png"), "png", 8, 8, 3);
    Imported imported = fixture.importer.run(withTest(test), StepMonitor.silent());
    assertThat(imported.counts())
        .isEqualTo(Map.of(Splits.TRAIN, List.of(1, 1), Splits.TEST, List.of(0, 1)));
    assertThat(DatasetIndex.load(fixture.artifacts, imported.manifest()).rows())
        .extracting(IndexRow::id)
        .containsExactly("A/one", "B/two", "test/B/three");
    image(test.resolve("C/four.png"), "png", 8, 8, 4);
    assertThatThrownBy(() -> fixture.importer.run(withTest(test), StepMonitor.silent()))
        .hasMessageContaining("class C")
        .hasMessageContaining("[A, B]");
  }

  @Test
  void theLayoutOfNctCrcHeIsKnown() throws IOException {
    Path nct = folder.resolve("nct");
    image(nct.resolve("NCT-CRC-HE-100K/ADI/ADI-1.tif"), "tiff", 8, 8, 3);
    image(nct.resolve("NCT-CRC-HE-100K/TUM/TUM-1.tif"), "tiff", 8, 8, 4);
    image(nct.resolve("CRC-VAL-HE-7K/ADI/ADI-2.tif"), "tiff", 8, 8, 5);
    Imported imported = fixture.importFrom(nct);
    assertThat(imported.classes()).containsExactly("ADI", "TUM");
    assertThat(imported.counts())
        .isEqualTo(Map.of(Splits.TRAIN, List.of(1, 1), Splits.TEST, List.of(1, 0)));
    image(nct.resolve("NCT-CRC-HE-100K-NONORM/ADI/ADI-1.tif"), "tiff", 8, 8, 6);
    assertThatThrownBy(() -> fixture.importFrom(nct)).hasMessageContaining("--external-test");
  }

  private void grey(String path, int value) throws IOException {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, value);
    ImageIO.write(image, "png", source.resolve(path).toFile());
  }

  private ImportRequest withTest(Path test) {
    return new ImportRequest(
        "set",
        source,
        List.of(),
        null,
        test,
        ImageSettings.DEFAULT,
        OnBadImage.fail,
        OnDuplicate.fail);
  }

  private Imported run(ImageSettings images, OnBadImage onBadImage, OnDuplicate onDuplicate)
      throws IOException {
    return fixture.importer.run(
        new ImportRequest("set", source, List.of(), null, null, images, onBadImage, onDuplicate),
        StepMonitor.silent());
  }
}
