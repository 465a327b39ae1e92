package org.histochain.activities.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.statistics.Statistics;

/** A column of float32, in plain pages. */
final class FloatColumn extends PageColumn {
  private final float[] values;

  /** Of one page at a time: whoever takes it copies it at once. */
  private final ByteBuffer bytes;

  private int size;

  FloatColumn(ColumnDescriptor descriptor, ParquetProperties properties) {
    super(descriptor);
    values = new float[properties.getPageRowCountLimit()];
    bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Appends some of {@code added}; the page has room for them. */
  void add(float[] added, int from, int count) {
    System.arraycopy(added, from, values, size, count);
    size += count;
  }

  @Override
  int rows() {
    return size;
  }

  @Override
  long bytes() {
    return (long) Float.BYTES * size;
  }

  @Override
  void endPage() throws IOException {
    bytes.asFloatBuffer().put(values, 0, size);
    BytesInput page = BytesInput.from(bytes.slice(0, Float.BYTES * size));
    write(size, Encoding.PLAIN, page, range(), sizes().build());
    size = 0;
  }

  /** Whether or not there is a NaN decides which values Parquet has to see: all, or both ends. */
  private Statistics<?> range() {
    float least = values[0];
    float greatest = values[0];
    for (int row = 1; row < size; row++) {
      least = Math.min(least, values[row]);
      greatest = Math.max(greatest, values[row]);
    }
    Statistics<?> statistics = statistics();
    if (Float.isNaN(least)) {
      for (int row = 0; row < size; row++) {
        statistics.updateStats(values[row]);
      }
    } else {
      statistics.updateStats(least);
      statistics.updateStats(greatest);
    }
    return statistics;
  }
}
