package org.histochain.activities.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * Writes a Parquet file's footer again in one fixed form: parquet-hadoop lists a column's encodings
 * in the order of a hash set of enum constants, which differs from one Java process to the next.
 */
final class CanonicalFooter {
  private static final int TAIL = 8;

  private CanonicalFooter() {}

  static void apply(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer tail = read(channel, channel.size() - TAIL, TAIL);
      int length = tail.getInt(0);
      long start = channel.size() - TAIL - length;
      FileMetaData footer =
          Util.readFileMetaData(new ByteArrayInputStream(read(channel, start, length).array()));
      for (RowGroup rowGroup : footer.getRow_groups()) {
        for (ColumnChunk column : rowGroup.getColumns()) {
          ColumnMetaData metaData = column.getMeta_data();
          Collections.sort(metaData.getEncodings());
          if (metaData.isSetEncoding_stats()) {
            Collections.sort(metaData.getEncoding_stats());
          }
        }
      }
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      Util.writeFileMetaData(footer, written);
      ByteBuffer end =
          ByteBuffer.allocate(written.size() + TAIL)
              .order(ByteOrder.LITTLE_ENDIAN)
              .put(written.toByteArray())
              .putInt(written.size())
              .put(tail.array(), 4, 4)
              .flip();
      channel.truncate(start);
      for (long at = start; end.hasRemaining(); ) {
        at += channel.write(end, at);
      }
    }
  }

  private static ByteBuffer read(FileChannel channel, long start, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, start + buffer.position()) < 0) {
        throw new IOException("A table ended while its footer was read");
      }
    }
    return buffer.flip();
  }
}
