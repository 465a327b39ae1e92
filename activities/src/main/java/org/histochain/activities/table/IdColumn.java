package org.histochain.activities.table;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.CapacityByteArrayOutputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.io.api.Binary;

/**
 * The column of patch ids, each told by what it shares with the one before. Parquet's own writer of
 * this encoding makes several objects for each.
 */
final class IdColumn extends PageColumn implements AutoCloseable {
  private static final int SLAB_BYTES = 1 << 12;

  private final ColumnDescriptor descriptor;
  private final ValuesWriter shared;
  private final ValuesWriter lengths;
  private final CapacityByteArrayOutputStream suffixes;
  private byte[] previous = {};
  private int previousLength;
  private byte[] least = {};
  private byte[] greatest = {};
  private long textBytes;
  private int rows;

  IdColumn(ColumnDescriptor descriptor, ParquetProperties properties) {
    super(descriptor);
    this.descriptor = descriptor;
    int most = properties.getPageSizeThreshold();
    shared =
        new DeltaBinaryPackingValuesWriterForInteger(SLAB_BYTES, most, properties.getAllocator());
    lengths =
        new DeltaBinaryPackingValuesWriterForInteger(SLAB_BYTES, most, properties.getAllocator());
    suffixes = new CapacityByteArrayOutputStream(SLAB_BYTES, most, properties.getAllocator());
  }

  /** Appends some of {@code ids}. */
  void add(PackedIds ids, int from, int count) {
    for (int id = from; id < from + count; id++) {
      add(ids.text(), ids.start(id), ids.length(id));
    }
  }

  private void add(byte[] text, int start, int length) {
    int common = Arrays.mismatch(previous, 0, previousLength, text, start, start + length);
    if (common < 0) {
      common = length;
    }
    shared.writeInteger(common);
    lengths.writeInteger(length - common);
    suffixes.write(text, start + common, length - common);
    if (previous.length < length) {
      previous = new byte[2 * length];
    }
    System.arraycopy(text, start, previous, 0, length);
    previousLength = length;
    if (rows == 0) {
      least = Arrays.copyOfRange(text, start, start + length);
      greatest = least;
    } else if (compare(text, start, length, least) < 0) {
      least = Arrays.copyOfRange(text, start, start + length);
    } else if (compare(text, start, length, greatest) > 0) {
      greatest = Arrays.copyOfRange(text, start, start + length);
    }
    textBytes += length;
    rows++;
  }

  private static int compare(byte[] text, int start, int length, byte[] other) {
    return Arrays.compareUnsigned(text, start, start + length, other, 0, other.length);
  }

  @Override
  int rows() {
    return rows;
  }

  @Override
  long bytes() {
    return shared.getBufferedSize() + lengths.getBufferedSize() + suffixes.size();
  }

  @Override
  void endPage() throws IOException {
    Statistics<?> statistics = statistics();
    statistics.updateStats(Binary.fromConstantByteArray(least));
    statistics.updateStats(Binary.fromConstantByteArray(greatest));
    write(
        rows,
        Encoding.DELTA_BYTE_ARRAY,
        BytesInput.concat(shared.getBytes(), lengths.getBytes(), BytesInput.from(suffixes)),
        statistics,
        new SizeStatistics(descriptor.getPrimitiveType(), textBytes, List.of(), List.of()));
    shared.reset();
    lengths.reset();
    suffixes.reset();
    previousLength = 0;
    textBytes = 0;
    rows = 0;
  }

  @Override
  public void close() {
    shared.close();
    lengths.close();
    suffixes.close();
  }
}
