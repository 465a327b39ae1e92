package org.histochain.activities.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;

/** A column of float32, in plain pages. */
final class FloatColumn extends PageColumn {
  private final float[] values;
  private int size;

  FloatColumn(ColumnDescriptor descriptor, ParquetProperties properties) {
    super(descriptor);
    values = new float[properties.getPageRowCountLimit()];
  }

  void add(float value) {
    values[size++] = value;
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
    Statistics<?> statistics = statistics();
    SizeStatistics.Builder sizes = sizes();
    for (int row = 0; row < size; row++) {
      statistics.updateStats(values[row]);
      sizes.add(0, 0);
    }
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * size).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values, 0, size);
    write(size, Encoding.PLAIN, BytesInput.from(bytes), statistics, sizes.build());
    size = 0;
  }
}
