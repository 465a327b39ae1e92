package org.histochain.activities.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProvenanceTableTest {
  @TempDir private Path folder;

  @Test
  void rowsAreReadAsTheyWereWritten() throws IOException {
    List<ProvenanceRow> rows =
        List.of(
            new ProvenanceRow("a/1", 1, "t", "TUM", 0.75f, true, List.of("TUM", "ADI"), "TUM"),
            new ProvenanceRow("a/2", 1, "t", "ADI", 0.5f, true, List.of("ADI"), "TUM"),
            new ProvenanceRow("a/3", 2, "s", "ADI", 0.25f, false, List.of(), null));
    assertThat(ProvenanceRows.read(write(rows))).isEqualTo(rows);
  }

  @Test
  void aTableWithoutRowsIsATable() throws IOException {
    assertThat(ProvenanceRows.read(write(List.of()))).isEmpty();
  }

  /** A digest of 64 letters for each row would be 6.4 MB, written once it is nothing. */
  @Test
  void whatIsTheSameInManyRowsTakesHardlyAnyPlace() throws IOException {
    List<ProvenanceRow> rows = new ArrayList<>();
    for (int n = 0; n < 100_000; n++) {
      rows.add(
          new ProvenanceRow(
              "%06d".formatted(n), 1, "0".repeat(64), "TUM", 0.5f, true, List.of("TUM"), "TUM"));
    }
    assertThat(Files.size(write(rows))).isLessThan(2_000_000);
  }

  private Path write(List<ProvenanceRow> rows) throws IOException {
    Path file = folder.resolve("provenance.parquet");
    try (ProvenanceTable.Writer writer = ProvenanceTable.writer(file)) {
      for (ProvenanceRow row : rows) {
        writer.write(row);
      }
    }
    return file;
  }
}
