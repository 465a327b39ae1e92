package org.histochain.activities.table;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** The pages of a column of a row group, in place in the mapped file. */
final class ChunkPages {
  /**
   * A page.
   *
   * @param rows values, none of them null
   * @param values the values, encoded
   */
  record Page(int rows, MemorySegment values) {}

  private final MemorySegment chunk;
  private final Encoding encoding;
  private long at;

  /**
   * @throws IOException if the pages are none of ours
   */
  ChunkPages(MemorySegment file, ColumnChunkMetaData column, Encoding encoding) throws IOException {
    if (column.getCodec() != CompressionCodecName.UNCOMPRESSED) {
      throw new IOException("a score table's column is compressed: " + column);
    }
    this.chunk = file.asSlice(column.getStartingPos(), column.getTotalSize());
    this.encoding = encoding;
  }

  /**
   * Returns the next page.
   *
   * @throws IOException if it is none of ours
   */
  Page next() throws IOException {
    ByteBufferInputStream content = ByteBufferInputStream.wrap(chunk.asSlice(at).asByteBuffer());
    PageHeader header = Util.readPageHeader(content);
    DataPageHeaderV2 data = header.getData_page_header_v2();
    if (data == null || data.getEncoding() != encoding || data.getNum_nulls() > 0) {
      throw new IOException("a score table's page is " + header + ", not " + encoding);
    }
    long start = at + content.position();
    at = start + header.getCompressed_page_size();
    return new Page(data.getNum_values(), chunk.asSlice(start, header.getCompressed_page_size()));
  }
}
