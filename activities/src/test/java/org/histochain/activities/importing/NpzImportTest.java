package org.histochain.activities.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.histochain.activities.importing.DatasetFixture.images;
import static org.histochain.activities.importing.DatasetFixture.labels;
import static org.histochain.activities.importing.DatasetFixture.npy;
import static org.histochain.activities.importing.DatasetFixture.npz;

import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.DatasetShard;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.dataset.Splits;
import org.histochain.activities.dataset.TestData;
import org.histochain.activities.importing.DatasetFixture.Entry;
import org.histochain.activities.step.StepFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzImportTest {
  @TempDir Path folder;
  private DatasetFixture fixture;

  @BeforeEach
  void open() throws Exception {
    fixture = new DatasetFixture(folder);
  }

  @Test
  void pathmnistImportsWithTheCountsOfItsReadme() throws Exception {
    Path source = TestData.path("pathmnist-1000/pathmnist-train-first1000.npz");
    Imported imported =
        fixture.importFrom(source, "ADI", "BACK", "DEB", "LYM", "MUC", "MUS", "NORM", "STR", "TUM");
    assertThat(imported.patches()).isEqualTo(1000);
    assertThat(imported.counts())
        .isEqualTo(Map.of(Splits.UNDECLARED, List.of(106, 119, 107, 140, 91, 145, 82, 91, 119)));
    DatasetManifest manifest = fixture.datasets.load(imported.ref());
    assertThat(manifest.side()).isEqualTo(28);
    assertThat(manifest.shards())
        .extracting(DatasetShard::patches)
        .containsExactly(256, 256, 256, 232);
    assertThat(fixture.faults()).isEmpty();
  }

  @Test
  void pixelsComeBackUnchanged() throws Exception {
    Entry images = images("train", 3, 8);
    Imported imported =
        fixture.importFrom(npz(folder.resolve("a.npz"), images, labels("train", 0, 1, 0)));
    assertThat(imported.classes()).containsExactly("0", "1");
    DatasetManifest manifest = fixture.datasets.load(imported.ref());
    try (PatchFile patches = fixture.loader.load(manifest, List.of("train_00002", "train_00000"))) {
      byte[] all = images.content();
      byte[] last = Arrays.copyOfRange(all, all.length - 192, all.length);
      assertThat(patches.patch(0).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(last);
      assertThat(patches.size()).isEqualTo(2);
      assertThat(patches.pixels().byteSize()).isEqualTo(2 * 8 * 8 * 3);
    }
  }

  @Test
  void greyImagesGetThreeEqualChannels() throws Exception {
    byte[] grey = {0, 50, 100, (byte) 200};
    Path source =
        npz(
            folder.resolve("a.npz"),
            new Entry("train_images", npy("|u1", List.of(1, 2, 2), grey)),
            labels("train", 0));
    DatasetManifest manifest = fixture.datasets.load(fixture.importFrom(source).ref());
    try (PatchFile patches = fixture.loader.load(manifest, List.of("train_00000"))) {
      assertThat(patches.pixels().toArray(ValueLayout.JAVA_BYTE))
          .containsExactly(0, 0, 0, 50, 50, 50, 100, 100, 100, 200, 200, 200);
    }
  }

  @Test
  void splitsAreDeclaredByTheNamesOfTheArrays() throws Exception {
    Path source =
        npz(
            folder.resolve("a.npz"),
            images("train", 2, 4),
            labels("train", 0, 1),
            images("val", 1, 4),
            labels("val", 1),
            images("test", 1, 4),
            labels("test", 0));
    assertThat(fixture.importFrom(source).counts())
        .isEqualTo(
            Map.of(
                Splits.TRAIN, List.of(1, 1),
                Splits.VALIDATION, List.of(0, 1),
                Splits.TEST, List.of(1, 0)));
  }

  @Test
  void labelsOfEightBytesAreRead() throws Exception {
    byte[] labels = new byte[16];
    labels[8] = 1;
    Path source =
        npz(
            folder.resolve("a.npz"),
            images("train", 2, 4),
            new Entry("train_labels", npy("<i8", List.of(2, 1), labels)));
    assertThat(fixture.importFrom(source).counts())
        .isEqualTo(Map.of(Splits.UNDECLARED, List.of(1, 1)));
  }

  @Test
  void importingTheSameAgainGivesTheSameVersion() throws Exception {
    Path source = npz(folder.resolve("a.npz"), images("train", 2, 4), labels("train", 0, 1));
    Path moved = Files.copy(source, folder.resolve("moved.npz"));
    Imported first = fixture.importFrom(source);
    Imported again = fixture.importFrom(moved);
    assertThat(again.ref()).isEqualTo(first.ref());
    assertThat(fixture.datasets.current("set")).contains(first.ref());
    assertThat(fixture.datasets.names()).containsExactly("set");
  }

  @Test
  void wrongDtypeIsRefused() throws Exception {
    Entry floats = new Entry("train_images", npy("<f4", List.of(1, 1, 1, 3), new byte[12]));
    refused("dtype <f4", floats, labels("train", 0));
    Entry text = new Entry("train_labels", npy("<f8", List.of(1, 1), new byte[8]));
    refused("labels must be integers", images("train", 1, 4), text);
  }

  @Test
  void wrongShapeIsRefused() throws Exception {
    Entry flat = new Entry("train_images", npy("|u1", List.of(4, 4), new byte[16]));
    refused("has shape [4, 4]", flat, labels("train", 0));
    Entry oblong = new Entry("train_images", npy("|u1", List.of(1, 2, 3, 3), new byte[18]));
    refused("has shape [1, 2, 3, 3]", oblong, labels("train", 0));
    refused("labels must be [3, 1]", images("train", 3, 4), labels("train", 0, 1));
    refused(
        "one side",
        images("train", 1, 4),
        labels("train", 0),
        images("val", 1, 8),
        labels("val", 0));
  }

  @Test
  void missingArraysAreNamed() throws Exception {
    refused("no array train_images", images("val", 1, 4), labels("val", 0));
    refused("no array train_labels", images("train", 1, 4));
  }

  @Test
  void aLabelWithoutAClassNameIsRefused() throws Exception {
    Path source = npz(folder.resolve("a.npz"), images("train", 2, 4), labels("train", 0, 7));
    assertThatThrownBy(() -> fixture.importFrom(source, "A", "B"))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("train_labels[1] is 7");
    assertThat(fixture.datasets.names()).isEmpty();
  }

  @Test
  void anArrayThatEndsEarlyIsRefused() throws Exception {
    Entry cut = new Entry("train_images", npy("|u1", List.of(9, 4, 4, 3), new byte[100]));
    refused("ends too early", cut, labels("train", 0, 0, 0, 0, 0, 0, 0, 0, 1));
    assertThat(fixture.datasets.names()).isEmpty();
  }

  @Test
  void aTruncatedFileIsRefused() throws Exception {
    Path source = npz(folder.resolve("a.npz"), images("train", 2, 4), labels("train", 0, 1));
    byte[] whole = Files.readAllBytes(source);
    Files.write(source, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> fixture.importFrom(source))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("cut short");
  }

  @Test
  void aFlippedByteIsNoticed() throws Exception {
    Path source =
        npz(folder.resolve("a.npz"), images("train", 40, 8), labels("train", new int[40]));
    byte[] content = Files.readAllBytes(source);
    content[content.length / 2] ^= 1;
    Files.write(source, content);
    assertThatThrownBy(() -> fixture.importFrom(source))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("damaged");
    assertThat(fixture.datasets.names()).isEmpty();
  }

  @Test
  void aSourceThatIsNotThereOrOfNoKnownKindIsRefused() throws Exception {
    assertThatThrownBy(() -> fixture.importFrom(folder.resolve("none.npz")))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("none.npz");
    Path text = Files.writeString(folder.resolve("a.txt"), "text");
    assertThatThrownBy(() -> fixture.importFrom(text)).hasMessageContaining("neither");
  }

  private void refused(String message, Entry... entries) throws Exception {
    Path source = npz(folder.resolve("a.npz"), entries);
    assertThatThrownBy(() -> fixture.importFrom(source))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }
}
