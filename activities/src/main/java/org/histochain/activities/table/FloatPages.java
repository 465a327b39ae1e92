package org.histochain.activities.table;

import java.io.IOException;
import java.nio.ByteOrder;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.PageReader;
import org.jspecify.annotations.Nullable;

/** The float32 values of one column of a row group. */
final class FloatPages {
  private @Nullable PageReader pages;
  private float[] values = {};
  private int size;
  private int at;

  void open(PageReader opened) {
    pages = opened;
    size = 0;
    at = 0;
  }

  float next() throws IOException {
    if (at == size) {
      load();
    }
    return values[at++];
  }

  private void load() throws IOException {
    DataPageV2 page = next(pages, Encoding.PLAIN);
    size = page.getValueCount();
    if (values.length < size) {
      values = new float[size];
    }
    page.getData()
        .toByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values, 0, size);
    at = 0;
  }

  /**
   * Returns the next page.
   *
   * @throws IOException if it is none of ours
   */
  static DataPageV2 next(@Nullable PageReader pages, Encoding encoding) throws IOException {
    DataPage page = pages == null ? null : pages.readPage();
    if (page instanceof DataPageV2 found && found.getDataEncoding() == encoding) {
      return found;
    }
    throw new IOException("a score table's page is " + page + ", not " + encoding);
  }
}
