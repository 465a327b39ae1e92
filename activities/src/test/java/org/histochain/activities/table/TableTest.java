package org.histochain.activities.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
  @TempDir Path folder;

  @Test
  void patchRowsComeBackInOrderWithAndWithoutClassAndGroup() throws Exception {
    List<PatchRow> rows =
        List.of(
            new PatchRow("b/2", 3, "case-1", "pixels"),
            new PatchRow("a/1", PatchRow.NO_CLASS, null, "pixels"),
            new PatchRow("c", 0, null, "pixels"),
            new PatchRow("ä", PatchRow.NO_CLASS, "case-2", "pixels"));
    Path file = folder.resolve("patches.parquet");
    PatchTable.write(file, rows);
    assertThat(PatchTable.read(file)).isEqualTo(rows);
  }

  @Test
  void anEmptyTableIsATable() throws Exception {
    Path file = folder.resolve("none.parquet");
    PatchTable.write(file, List.of());
    assertThat(PatchTable.read(file)).isEmpty();
    ScoreTableFile.write(file, new ScoreRows(List.of("A", "B"), List.of(), new float[0][]));
    assertThat(ScoreTableFile.read(file).classes()).containsExactly("A", "B");
  }

  @Test
  void probabilitiesKeepTheirExactBitsAndRowsTheirOrder() throws Exception {
    float[][] probabilities = {
      {Math.nextUp(0.1f), 1 - Math.nextUp(0.1f)}, {Float.MIN_VALUE, 1}, {0, 1}
    };
    ScoreRows rows = new ScoreRows(List.of("ADI", "p_x y"), List.of("z", "y", "x"), probabilities);
    Path file = folder.resolve("scores.parquet");
    ScoreTableFile.write(file, rows);
    ScoreRows read = ScoreTableFile.read(file);
    assertThat(read.classes()).isEqualTo(rows.classes());
    assertThat(read.ids()).isEqualTo(rows.ids());
    assertThat(read.probabilities()).isDeepEqualTo(probabilities);
  }

  @Test
  void manyRowsStreamThroughSeveralPages() throws Exception {
    Path file = folder.resolve("many.parquet");
    int count = 120_000;
    try (ScoreTableFile.Writer writer = ScoreTableFile.writer(file, List.of("A", "B", "C"))) {
      for (int row = 0; row < count; row++) {
        writer.write("patch_" + row, new float[] {row, row + 0.5f, -row});
      }
    }
    List<String> ids = new ArrayList<>();
    ScoreTableFile.forEach(
        file,
        (id, row) -> {
          assertThat(row).containsExactly(ids.size(), ids.size() + 0.5f, -ids.size());
          ids.add(id.text());
        });
    assertThat(ids).hasSize(count).endsWith("patch_" + (count - 1));
  }

  @Test
  void indexRowsComeBack() throws Exception {
    List<IndexRow> rows =
        List.of(
            new IndexRow(
                "a", 1, "train", "g", 0, 0, "pixels", new ChannelSums(1, 2, 3, 4, 5, 1L << 40)),
            new IndexRow("b", PatchRow.NO_CLASS, null, null, 0, 1, "pixels", ChannelSums.ZERO));
    Path file = folder.resolve("index.parquet");
    try (IndexTable.Writer writer = IndexTable.writer(file)) {
      for (IndexRow row : rows) {
        writer.write(row);
      }
    }
    assertThat(IndexTable.read(file)).isEqualTo(rows);
  }

  @Test
  void equalRowsGiveTheDigestThatIsWrittenHere() throws Exception {
    List<PatchRow> rows =
        List.of(new PatchRow("a", 1, "g", "pixels"), new PatchRow("b", -1, null, "pixels"));
    PatchTable.write(folder.resolve("one"), rows);
    PatchTable.write(folder.resolve("two"), rows);
    assertThat(sha256(folder.resolve("one")))
        .isEqualTo(sha256(folder.resolve("two")))
        .isEqualTo("c7e817a8024057bf384cb65ebcfa4a33209b3aec4d2743db02af4ff57bb80d8c");
  }

  @Test
  void aFileThatIsNoTableIsRefusedByName() throws Exception {
    Path file = folder.resolve("text.parquet");
    Files.writeString(file, "this is no table, however long it may be");
    assertThatThrownBy(() -> PatchTable.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("text.parquet");
  }

  @Test
  void aTableOfOtherColumnsIsRefused() throws Exception {
    Path file = folder.resolve("patches.parquet");
    PatchTable.write(file, List.of());
    assertThatThrownBy(() -> ScoreTableFile.read(file)).hasMessageContaining("columns");
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
