package org.histochain.activities.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Reads a score table as {@link ScoreTableWriter} writes it: probabilities a page at a time, and of
 * the patch ids only what is asked for.
 */
final class ScoreTableReader implements AutoCloseable {
  private final ParquetFileReader reader;
  private final MessageType schema;
  private final IdPages ids = new IdPages();
  private final List<FloatPages> columns = new ArrayList<>();
  private final float[] row;
  private long left;

  ScoreTableReader(Path file) throws IOException {
    try {
      reader =
          ParquetFileReader.open(
              new LocalInputFile(file),
              ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
    } catch (RuntimeException e) {
      throw new IOException("Not a Parquet table: " + file + " (" + e.getMessage() + ")", e);
    }
    schema = reader.getFooter().getFileMetaData().getSchema();
    row = new float[schema.getFieldCount() - 1];
    while (columns.size() < row.length) {
      columns.add(new FloatPages());
    }
  }

  MessageType schema() {
    return schema;
  }

  /** Goes to the next row; false after the last. */
  boolean next() throws IOException {
    while (left == 0) {
      PageReadStore rowGroup = reader.readNextRowGroup();
      if (rowGroup == null) {
        return false;
      }
      List<ColumnDescriptor> descriptors = schema.getColumns();
      ids.open(rowGroup.getPageReader(descriptors.getFirst()));
      for (int column = 0; column < row.length; column++) {
        columns.get(column).open(rowGroup.getPageReader(descriptors.get(column + 1)));
      }
      left = rowGroup.getRowCount();
    }
    left--;
    ids.next();
    for (int column = 0; column < row.length; column++) {
      row[column] = columns.get(column).next();
    }
    return true;
  }

  /** The patch id of the row that it is at. */
  PatchId id() {
    return ids;
  }

  /** The probabilities of the row that it is at; the array is reused. */
  float[] probabilities() {
    return row;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
