package org.histochain.activities.table;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferAllocator;

/**
 * Memory for the pages of one row group, outside the heap, which all these short-lived megabytes
 * would make large. All of it is given back at once.
 */
final class PageMemory implements ByteBufferAllocator, AutoCloseable {
  // A table may be closed by another thread than wrote it.
  private final Arena arena = Arena.ofShared();

  @Override
  public ByteBuffer allocate(int size) {
    return arena.allocate(size).asByteBuffer();
  }

  @Override
  public void release(ByteBuffer buffer) {}

  @Override
  public boolean isDirect() {
    return true;
  }

  @Override
  public void close() {
    arena.close();
  }
}
