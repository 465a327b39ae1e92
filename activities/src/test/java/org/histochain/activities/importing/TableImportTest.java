package org.histochain.activities.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.histochain.activities.importing.DatasetFixture.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.histochain.activities.dataset.DatasetIndex;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.dataset.Splits;
import org.histochain.activities.dataset.TestData;
import org.histochain.activities.image.Fit;
import org.histochain.activities.image.Modes;
import org.histochain.activities.image.OnBadImage;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.table.IndexRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableImportTest {
  @TempDir Path folder;
  private DatasetFixture fixture;
  private Path source;

  @BeforeEach
  void open() throws IOException {
    fixture = new DatasetFixture(folder);
    source = folder.resolve("images");
    for (int number = 0; number < 6; number++) {
      image(source.resolve("deep/er/" + number + ".png"), "png", 8, 8, number);
    }
  }

  @Test
  void rowsSayClassSplitAndGroup() throws IOException {
    List<IndexRow> rows =
        imported(
            """
            path,class,split,group
            deep/er/0.png,B,train,p1
            deep/er/1.png,A,VAL,p2
            deep/er/2.png,,valid,p2
            deep/er/3.png,B,Test,p3
            """);
    assertThat(rows)
        .extracting(IndexRow::id, IndexRow::classIndex, IndexRow::split, IndexRow::group)
        .containsExactly(
            tuple("deep/er/0", 1, "train", "p1"),
            tuple("deep/er/1", 0, "validation", "p2"),
            tuple("deep/er/2", -1, "validation", "p2"),
            tuple("deep/er/3", 1, "test", "p3"));
  }

  @Test
  void otherColumnNamesWindowsPathsAByteOrderMarkAndQuotedLineEndsWillDo() throws IOException {
    String csv =
        "\uFEFFnote,file,label,case\r\n\"a \"\"quoted\"\"\r\nnote\",deep\\er\\0.png,A,7\r\n"
            + "\r\n\"x, y\",\".\\deep\\er\\1.png\",\"B\",\r\n";
    Imported imported = run(csv, Map.of("path", "file", "class", "label", "group", "case"), source);
    List<IndexRow> rows = rows(imported);
    assertThat(rows).extracting(IndexRow::id).containsExactly("deep/er/0", "deep/er/1");
    assertThat(rows).extracting(IndexRow::group).containsExactly("7", null);
  }

  @Test
  void unlabelledRowsAreCountedAfterTheClasses() throws IOException {
    Imported imported = run("path,class\ndeep/er/0.png,A\ndeep/er/1.png,\n", Map.of(), source);
    assertThat(imported.counts()).isEqualTo(Map.of(Splits.UNDECLARED, List.of(1, 1)));
    Imported none = run("path,class\ndeep/er/0.png,\ndeep/er/1.png,\n", Map.of(), source);
    assertThat(none.classes()).isEmpty();
    assertThat(none.counts()).isEqualTo(Map.of(Splits.UNDECLARED, List.of(2)));
  }

  @Test
  void missingColumnsAreNamed() {
    refused("path;class\nx;A\n", "no column path", "[path;class]", "commas");
    refused("path,label\ndeep/er/0.png,A\n", "no column class", "--columns class=");
    assertThatThrownBy(() -> run("path,class\ndeep/er/0.png,A\n", Map.of("group", "case"), source))
        .hasMessageContaining("no column case");
    assertThatThrownBy(() -> run("path,class\n", Map.of("klass", "x"), source))
        .hasMessageContaining("klass");
    refused("path,class\n", "no rows");
    refused("", "no rows");
  }

  @Test
  void everyFaultIsNamedByItsLine() {
    refused(
        """
        path,class,split,group
        deep/er/0.png,A,train,p
        gone.png,A,train,
        deep/er/0.png,A,train,
        ../x.png,A,train,
        /etc/x.png,A,train,
        C:\\x.png,A,train,
        ,A,train,
        deep/er/1.png,A,training,
        deep/er/2.png,A,test,p
        deep/er/3.png,A,
        deep/er/4.png,A,,
        """,
        "10 faults",
        "line 3: there is no gone.png",
        "line 4: path deep/er/0.png is in line 2 already",
        "line 5: path ../x.png leads out",
        "line 6: path /etc/x.png leads out",
        "line 7: path C:\\x.png leads out",
        "line 8: it has no path",
        "line 9: split training is none of",
        "line 10: group p is in test, and in train before",
        "line 11: it has 3 cells, the header 4",
        "line 12: it has no split, but line 2 has one");
  }

  @Test
  void ofManyFaultsTheFirstTwentyAreNamed() {
    StringBuilder csv = new StringBuilder("path,class\n");
    for (int number = 0; number < 50; number++) {
      csv.append("gone").append(number).append(".png,A\n");
    }
    assertThatThrownBy(() -> run(csv.toString(), Map.of(), source))
        .hasMessageContaining("50 faults")
        .hasMessageContaining("gone19.png")
        .hasMessageContaining("and 30 more")
        .hasMessageNotContaining("gone20.png");
  }

  @Test
  void brokenQuotesAreNamedByTheirLine() {
    refused("path,class\n\"deep/er/0.png\"x,A\n", "line 2", "broken quotes");
    refused("path,class\ndeep/er/0.png,A\n\"deep/er/1.png,A\n", "line 3", "broken quotes");
  }

  @Test
  void aTableThatIsNoUtf8IsRefused() throws IOException {
    Path csv = Files.write(folder.resolve("t.csv"), new byte[] {'p', (byte) 0xe9, '\n'});
    assertThatThrownBy(() -> run(new ImportTable(csv, Map.of()), source, OnDuplicate.fail))
        .hasMessageContaining("UTF-8");
  }

  @Test
  void namesInAnyScriptComeBackEqual() throws IOException {
    List<String> names =
        List.of("опухоль/срез №1.png", "肿瘤/图像一.png", "肿瘤/图像二.png", "🔬/👍🏽.png", "été/a b.png");
    StringBuilder csv = new StringBuilder("path,class\n");
    for (String name : names) {
      image(source.resolve(name), "png", 8, 8, name.hashCode());
      csv.append(Normalizer.normalize(name, Normalizer.Form.NFD)).append(",класс\n");
    }
    Imported imported = run(csv.toString(), Map.of(), source);
    List<String> ids = rows(imported).stream().map(IndexRow::id).toList();
    assertThat(ids).containsExactly("опухоль/срез_№1", "肿瘤/图像一", "肿瘤/图像二", "🔬/👍🏽", "été/a_b");
    List<String> entries = new ArrayList<>();
    Path tar = fixture.artifacts.fetch(imported.manifest().shards().getFirst().ref());
    try (InputStream file = Files.newInputStream(tar);
        TarArchiveInputStream content = new TarArchiveInputStream(file, "UTF-8")) {
      for (TarArchiveEntry entry = content.getNextEntry();
          entry != null;
          entry = content.getNextEntry()) {
        entries.add(entry.getName().replace(".png", ""));
      }
    }
    assertThat(entries).isEqualTo(ids);
    try (PatchFile patches = fixture.loader.load(imported.manifest(), ids)) {
      assertThat(patches.size()).isEqualTo(5);
    }
  }

  @Test
  void ebhiSegImportsFromItsTableAndZip() throws IOException {
    Path data = TestData.path("ebhi-seg-64");
    Imported imported =
        run(
            new ImportTable(data.resolve("manifest.csv"), Map.of("group", "case_id")),
            data.resolve("images.zip"),
            OnDuplicate.fail);
    assertThat(imported.patches()).isEqualTo(1367);
    assertThat(imported.classes())
        .containsExactly(
            "Adenocarcinoma",
            "High-grade_IN",
            "Low-grade_IN",
            "Normal",
            "Polyp",
            "Serrated_adenoma");
    assertThat(imported.counts())
        .isEqualTo(Map.of(Splits.UNDECLARED, List.of(529, 99, 411, 46, 265, 17)));
  }

  @Test
  void theFullSizeTiffsImport() throws IOException {
    Path tiles = TestData.path("nct-crc-tiles");
    StringBuilder csv = new StringBuilder("path,class\n");
    for (String name : tiles.toFile().list((in, name) -> name.endsWith(".tif"))) {
      csv.append(name).append(',').append(name.replaceAll(".*_|\\.tif", "")).append('\n');
    }
    Imported imported = run(csv.toString(), Map.of(), tiles);
    assertThat(imported.patches()).isEqualTo(25);
    assertThat(imported.manifest().side()).isEqualTo(224);
    assertThat(imported.manifest().resized()).isEqualTo(7);
    assertThat(imported.manifest().converted()).isNull();
    assertThat(imported.classes()).hasSize(9);
  }

  private List<IndexRow> imported(String csv) throws IOException {
    return rows(run(csv, Map.of(), source));
  }

  private List<IndexRow> rows(Imported imported) throws IOException {
    return DatasetIndex.load(fixture.artifacts, imported.manifest()).rows();
  }

  private Imported run(String csv, Map<String, String> columns, Path images) throws IOException {
    Path file = Files.writeString(folder.resolve("table.csv"), csv);
    return run(new ImportTable(file, columns), images, OnDuplicate.fail);
  }

  private Imported run(ImportTable table, Path images, OnDuplicate onDuplicate) throws IOException {
    boolean tiles = images.endsWith("nct-crc-tiles");
    return fixture.importer.run(
        new ImportRequest(
            "set",
            images,
            List.of(),
            table,
            null,
            new ImageSettings(tiles ? 224 : null, Fit.refuse, Modes.convert),
            OnBadImage.fail,
            onDuplicate),
        StepMonitor.silent());
  }

  private void refused(String csv, String... messages) {
    assertThatThrownBy(() -> run(csv, Map.of(), source))
        .isInstanceOf(StepFailure.class)
        .hasMessageContainingAll(messages);
    assertThatThrownBy(() -> fixture.datasets.require("set")).isInstanceOf(StepFailure.class);
  }
}
