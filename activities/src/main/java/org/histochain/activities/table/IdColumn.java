package org.histochain.activities.table;

import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.io.api.Binary;

/** The column of patch ids, each told by what it shares with the one before. */
final class IdColumn extends PageColumn implements AutoCloseable {
  private final ColumnDescriptor descriptor;
  private final ParquetProperties properties;
  private ValuesWriter values;
  private Statistics<?> statistics = statistics();
  private SizeStatistics.Builder sizes = sizes();
  private int rows;

  IdColumn(ColumnDescriptor descriptor, ParquetProperties properties) {
    super(descriptor);
    this.descriptor = descriptor;
    this.properties = properties;
    values = properties.newValuesWriter(descriptor);
  }

  @Override
  void open(PageWriteStore store) {
    super.open(store);
    values.close();
    values = properties.newValuesWriter(descriptor);
  }

  void add(Binary id) {
    values.writeBytes(id);
    statistics.updateStats(id);
    sizes.add(0, 0, id);
    rows++;
  }

  @Override
  int rows() {
    return rows;
  }

  @Override
  long bytes() {
    return values.getBufferedSize();
  }

  @Override
  void endPage() throws IOException {
    write(rows, values.getEncoding(), values.getBytes(), statistics, sizes.build());
    values.reset();
    statistics = statistics();
    sizes = sizes();
    rows = 0;
  }

  @Override
  public void close() {
    values.close();
  }
}
