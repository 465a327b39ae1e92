package org.histochain.activities.table;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The float32 values of one column of a row group. */
final class FloatPages {
  private static final ValueLayout.OfFloat LITTLE_ENDIAN =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final ChunkPages pages;
  private MemorySegment values = MemorySegment.NULL;
  private int left;
  private long at;

  FloatPages(ChunkPages pages) {
    this.pages = pages;
  }

  /** Reads the next {@code rows} values into the beginning of {@code target}. */
  void read(float[] target, int rows) throws IOException {
    for (int read = 0; read < rows; ) {
      if (left == 0) {
        ChunkPages.Page page = pages.next();
        values = page.values();
        left = page.rows();
        at = 0;
      }
      int count = Math.min(left, rows - read);
      MemorySegment.copy(values, LITTLE_ENDIAN, at, target, read, count);
      at += (long) Float.BYTES * count;
      left -= count;
      read += count;
    }
  }
}
