package org.histochain.activities.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** Reads a provenance table as a stranger would, by Parquet's own record reader. */
public final class ProvenanceRows {
  private ProvenanceRows() {}

  /** Reads all rows; fails where {@code right} is not what truth and pseudo-label say. */
  public static List<ProvenanceRow> read(Path file) throws IOException {
    List<ProvenanceRow> rows = new ArrayList<>();
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            new LocalInputFile(file),
            ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
      MessageType schema = reader.getFooter().getFileMetaData().getSchema();
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        RecordReader<Group> records =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(pages, new GroupRecordConverter(schema));
        for (long row = 0; row < pages.getRowCount(); row++) {
          rows.add(row(records.read()));
        }
      }
    }
    return rows;
  }

  private static ProvenanceRow row(Group group) {
    List<String> chosenBy = new ArrayList<>();
    Group list = group.getGroup("chosen_by", 0);
    for (int n = 0; n < list.getFieldRepetitionCount("list"); n++) {
      chosenBy.add(list.getGroup("list", n).getString("element", 0));
    }
    String truth = group.getFieldRepetitionCount("truth") == 0 ? null : group.getString("truth", 0);
    String label = group.getString("pseudo_label", 0);
    boolean told = group.getFieldRepetitionCount("right") > 0;
    if (told != (truth != null) || (told && group.getBoolean("right", 0) != label.equals(truth))) {
      throw new AssertionError("right is wrong in " + group);
    }
    return new ProvenanceRow(
        group.getString("patch_id", 0),
        group.getInteger("iteration", 0),
        group.getString("teacher", 0),
        label,
        group.getFloat("confidence", 0),
        group.getBoolean("kept", 0),
        chosenBy,
        truth);
  }
}
