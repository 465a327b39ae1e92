package org.histochain.activities.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Writes a score table, byte for byte as {@link org.apache.parquet.hadoop.ParquetWriter} would with
 * the properties of {@link TableWriter}, and faster: values go straight into pages. When a page or
 * a row group ends is decided as it decides.
 */
final class ScoreTableWriter implements AutoCloseable {
  private static final float TOLERANCE = 0.1f;

  private final MessageType schema;
  private final ParquetProperties properties = TableWriter.properties();
  private final CodecFactory codecs =
      new CodecFactory(new PlainParquetConfiguration(), TableWriter.PAGE_BYTES);
  private final ParquetFileWriter file;
  private final List<PageColumn> columns = new ArrayList<>();
  private final IdColumn ids;
  private final FloatColumn[] floats;
  private PageMemory memory = new PageMemory();
  private ColumnChunkPageWriteStore pages;
  private long rows;
  private long nextPageCheck;
  private long nextGroupCheck;
  private long groupBytes = TableWriter.ROW_GROUP_BYTES;
  private boolean closed;

  ScoreTableWriter(OutputFile target, MessageType schema) throws IOException {
    this.schema = schema;
    file =
        new ParquetFileWriter(
            target,
            schema,
            ParquetFileWriter.Mode.OVERWRITE,
            TableWriter.ROW_GROUP_BYTES,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            null,
            properties);
    file.start();
    List<ColumnDescriptor> descriptors = schema.getColumns();
    ids = new IdColumn(descriptors.getFirst(), properties);
    columns.add(ids);
    floats = new FloatColumn[descriptors.size() - 1];
    for (int column = 0; column < floats.length; column++) {
      floats[column] = new FloatColumn(descriptors.get(column + 1), properties);
      columns.add(floats[column]);
    }
    pages = open();
  }

  private ColumnChunkPageWriteStore open() {
    ColumnChunkPageWriteStore opened =
        new ColumnChunkPageWriteStore(
            codecs.getCompressor(CompressionCodecName.UNCOMPRESSED),
            schema,
            memory,
            properties.getColumnIndexTruncateLength(),
            properties.getPageWriteChecksumEnabled());
    columns.forEach(column -> column.open(opened));
    rows = 0;
    nextPageCheck = properties.getMinRowCountForPageSizeCheck();
    nextGroupCheck = properties.getMinRowCountForPageSizeCheck();
    return opened;
  }

  /** Appends the rows of a block of as many classes. */
  void write(ScoreBlock block) throws IOException {
    PackedIds added = block.ids();
    for (int from = 0; from < block.rows(); ) {
      int count =
          (int) Math.min(block.rows() - from, Math.min(nextPageCheck, nextGroupCheck) - rows);
      ids.add(added, from, count);
      for (int column = 0; column < floats.length; column++) {
        floats[column].add(block.column(column), from, count);
      }
      from += count;
      rows += count;
      if (rows >= nextPageCheck) {
        checkPages();
      }
      if (rows >= nextGroupCheck) {
        checkGroup();
      }
    }
  }

  private void checkPages() throws IOException {
    long limit = properties.getPageRowCountLimit();
    long pageBytes = properties.getPageSizeThreshold();
    long tolerance = (long) (pageBytes * TOLERANCE);
    long wait = Long.MAX_VALUE;
    long limitReached = rows + limit;
    for (PageColumn column : columns) {
      long used = column.bytes();
      long inPage = column.rows();
      long room = pageBytes - used;
      if (room <= tolerance || inPage >= limit) {
        column.endPage();
        room = pageBytes;
      } else {
        limitReached = Math.min(limitReached, rows - inPage + limit);
      }
      long fills = used == 0 ? properties.getMaxRowCountForPageSizeCheck() : inPage * room / used;
      wait = Math.min(wait, fills);
    }
    long half = Math.max(wait / 2, properties.getMinRowCountForPageSizeCheck());
    nextPageCheck =
        Math.min(rows + Math.min(half, properties.getMaxRowCountForPageSizeCheck()), limitReached);
  }

  private void checkGroup() throws IOException {
    long used = 0;
    for (PageColumn column : columns) {
      used += column.bytes() + column.pageBytes();
    }
    long row = used / rows;
    if (used > groupBytes - 2 * row) {
      flush();
      memory = new PageMemory();
      pages = open();
    } else {
      long half = (rows + (long) (groupBytes / (float) row)) / 2;
      nextGroupCheck =
          Math.min(
              Math.max(properties.getMinRowCountForPageSizeCheck(), half),
              rows + properties.getMaxRowCountForPageSizeCheck());
    }
  }

  private void flush() throws IOException {
    try (PageMemory emptied = memory;
        ColumnChunkPageWriteStore ended = pages) {
      if (rows > 0) {
        file.startBlock(rows);
        for (PageColumn column : columns) {
          if (column.rows() > 0) {
            column.endPage();
          }
        }
        ended.flushToFileWriter(file);
        file.endBlock();
        groupBytes = Math.min(file.getNextRowGroupSize(), TableWriter.ROW_GROUP_BYTES);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (ParquetFileWriter ended = file) {
      flush();
      ended.end(Map.of());
    } finally {
      ids.close();
      codecs.release();
    }
  }
}
