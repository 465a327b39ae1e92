package org.histochain.activities.table;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Reads a score table as {@link ScoreTableWriter} writes it, in place: Parquet's own reader copies
 * each row group several times. For one thread.
 */
final class ScoreTableReader implements AutoCloseable {
  private final MessageType schema;
  private final Iterator<BlockMetaData> groups;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment content;
  private final FloatPages[] floats;
  private @Nullable IdPages ids;
  private long left;

  ScoreTableReader(Path file) throws IOException {
    ParquetMetadata footer = footer(file);
    schema = footer.getFileMetaData().getSchema();
    groups = footer.getBlocks().iterator();
    floats = new FloatPages[schema.getFieldCount() - 1];
    try (FileChannel channel = FileChannel.open(file)) {
      content = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  private static ParquetMetadata footer(Path file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            new LocalInputFile(file),
            ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
      return reader.getFooter();
    } catch (RuntimeException e) {
      throw new IOException("Not a Parquet table: " + file + " (" + e.getMessage() + ")", e);
    }
  }

  MessageType schema() {
    return schema;
  }

  /** Reads the next rows into {@code block}, always the same one; false after the last. */
  boolean next(ScoreBlock block) throws IOException {
    while (left == 0) {
      if (!groups.hasNext()) {
        return false;
      }
      open(groups.next());
    }
    int rows = (int) Math.min(left, ScoreBlock.MOST_ROWS);
    block.read(floats, requireNonNull(ids), rows);
    left -= rows;
    return true;
  }

  private void open(BlockMetaData group) throws IOException {
    List<ColumnChunkMetaData> columns = group.getColumns();
    ids = new IdPages(new ChunkPages(content, columns.getFirst(), Encoding.DELTA_BYTE_ARRAY));
    for (int c = 0; c < floats.length; c++) {
      floats[c] = new FloatPages(new ChunkPages(content, columns.get(c + 1), Encoding.PLAIN));
    }
    left = group.getRowCount();
  }

  @Override
  public void close() {
    arena.close();
  }
}
