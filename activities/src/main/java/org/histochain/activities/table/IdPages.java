package org.histochain.activities.table;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesReader;

/** Patch ids of a row group. Each is told by the one before: those that nobody asks for wait. */
final class IdPages {
  private final ChunkPages pages;
  private DeltaBinaryPackingValuesReader shared = new DeltaBinaryPackingValuesReader();
  private DeltaBinaryPackingValuesReader lengths = new DeltaBinaryPackingValuesReader();
  private byte[] content = {};
  private int at;
  private byte[] id = {};
  private int left;
  private long waiting;

  IdPages(ChunkPages pages) {
    this.pages = pages;
  }

  void skip(int rows) {
    waiting += rows;
  }

  /** Appends the next {@code rows} ids to {@code target}. */
  void read(PackedIds target, int rows) throws IOException {
    for (; waiting > 0; waiting--) {
      next();
    }
    for (int row = 0; row < rows; row++) {
      int length = next();
      target.add(id, 0, length);
    }
  }

  private int next() throws IOException {
    if (left == 0) {
      load();
    }
    left--;
    int prefix = shared.readInteger();
    int suffix = lengths.readInteger();
    int length = prefix + suffix;
    if (id.length < length) {
      id = Arrays.copyOf(id, 2 * length);
    }
    System.arraycopy(content, at, id, prefix, suffix);
    at += suffix;
    return length;
  }

  private void load() throws IOException {
    ChunkPages.Page page = pages.next();
    left = page.rows();
    int bytes = (int) page.values().byteSize();
    if (content.length < bytes) {
      content = new byte[bytes];
    }
    MemorySegment.copy(page.values(), ValueLayout.JAVA_BYTE, 0, content, 0, bytes);
    ByteBufferInputStream encoded =
        ByteBufferInputStream.wrap(ByteBuffer.wrap(content, 0, bytes).slice());
    shared = new DeltaBinaryPackingValuesReader();
    shared.initFromPage(left, encoded);
    lengths = new DeltaBinaryPackingValuesReader();
    lengths.initFromPage(left, encoded);
    at = Math.toIntExact(encoded.position());
  }
}
