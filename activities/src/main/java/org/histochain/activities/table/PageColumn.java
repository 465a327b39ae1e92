package org.histochain.activities.table;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.jspecify.annotations.Nullable;

/** A column without nulls, of which a page is being filled. */
abstract class PageColumn {
  private final ColumnDescriptor descriptor;
  private @Nullable PageWriter pages;

  PageColumn(ColumnDescriptor descriptor) {
    this.descriptor = descriptor;
  }

  /** Goes on in a new row group. */
  void open(PageWriteStore store) {
    pages = store.getPageWriter(descriptor);
  }

  /** Returns the rows of the page. */
  abstract int rows();

  /** Returns the bytes of the page. */
  abstract long bytes();

  /** Writes the page and begins another. */
  abstract void endPage() throws IOException;

  /** Returns the bytes of the pages written. */
  final long pageBytes() {
    return writer().getMemSize();
  }

  final Statistics<?> statistics() {
    return Statistics.createStats(descriptor.getPrimitiveType());
  }

  final SizeStatistics.Builder sizes() {
    return SizeStatistics.newBuilder(descriptor.getPrimitiveType(), 0, 0);
  }

  final void write(
      int rows, Encoding encoding, BytesInput data, Statistics<?> statistics, SizeStatistics sizes)
      throws IOException {
    writer()
        .writePageV2(
            rows,
            0,
            rows,
            BytesInput.empty(),
            BytesInput.empty(),
            encoding,
            data,
            statistics,
            sizes,
            GeospatialStatistics.newBuilder(descriptor.getPrimitiveType()).build());
  }

  private PageWriter writer() {
    return requireNonNull(pages, "open() comes first");
  }
}
