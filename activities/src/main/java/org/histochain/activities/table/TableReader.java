package org.histochain.activities.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Reads a flat Parquet file row by row, one row group in memory at a time. */
final class TableReader implements AutoCloseable {
  private final Path file;
  private final ParquetFileReader reader;
  private final FileMetaData metaData;
  private final List<ColumnReader> columns = new ArrayList<>();
  private long left;
  private boolean begun;

  TableReader(Path file) throws IOException {
    this.file = file;
    try {
      this.reader =
          ParquetFileReader.open(
              new LocalInputFile(file),
              ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
    } catch (RuntimeException e) {
      throw new IOException("Not a Parquet table: " + file + " (" + e.getMessage() + ")", e);
    }
    this.metaData = reader.getFooter().getFileMetaData();
  }

  MessageType schema() {
    return metaData.getSchema();
  }

  /**
   * Checks the columns.
   *
   * @throws IOException if they are others than those of {@code schema}
   */
  void expect(MessageType schema) throws IOException {
    expect(file, schema(), schema);
  }

  static void expect(Path file, MessageType found, MessageType wanted) throws IOException {
    if (!found.getFields().equals(wanted.getFields())) {
      throw new IOException(
          "Table "
              + file
              + " has the columns "
              + found.getFields()
              + ", wanted are "
              + wanted.getFields());
    }
  }

  /** Goes to the next row; false after the last. */
  boolean next() throws IOException {
    if (begun && left > 0) {
      columns.forEach(ColumnReader::consume);
      left--;
    }
    begun = true;
    while (left == 0) {
      PageReadStore rowGroup = reader.readNextRowGroup();
      if (rowGroup == null) {
        return false;
      }
      open(rowGroup);
    }
    return true;
  }

  private void open(PageReadStore rowGroup) {
    ColumnReadStoreImpl store =
        new ColumnReadStoreImpl(rowGroup, new IgnoringGroup(), schema(), metaData.getCreatedBy());
    columns.clear();
    for (ColumnDescriptor column : schema().getColumns()) {
      columns.add(store.getColumnReader(column));
    }
    left = rowGroup.getRowCount();
  }

  boolean isPresent(int column) {
    ColumnReader cell = columns.get(column);
    return cell.getCurrentDefinitionLevel() == cell.getDescriptor().getMaxDefinitionLevel();
  }

  String text(int column) {
    return columns.get(column).getBinary().toStringUsingUTF8();
  }

  @Nullable String optionalText(int column) {
    return isPresent(column) ? text(column) : null;
  }

  int integer(int column) {
    return columns.get(column).getInteger();
  }

  long longInteger(int column) {
    return columns.get(column).getLong();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** The column store wants converters even where cells are read one by one. */
  private static final class IgnoringGroup extends GroupConverter {
    @Override
    public Converter getConverter(int fieldIndex) {
      return new PrimitiveConverter() {};
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
