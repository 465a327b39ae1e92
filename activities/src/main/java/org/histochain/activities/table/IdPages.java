package org.histochain.activities.table;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.deltastrings.DeltaByteArrayReader;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** Patch ids of a row group. Each is told by the one before: those that nobody asks for wait. */
final class IdPages implements PatchId {
  private @Nullable PageReader pages;
  private @Nullable DataPageV2 page;
  private @Nullable DeltaByteArrayReader values;
  private @Nullable Binary current;
  private int left;
  private int waiting;

  void open(PageReader opened) {
    pages = opened;
    left = 0;
  }

  void next() throws IOException {
    if (left == 0) {
      page = FloatPages.next(pages, Encoding.DELTA_BYTE_ARRAY);
      left = page.getValueCount();
      waiting = 0;
      values = null;
    }
    left--;
    waiting++;
    current = null;
  }

  Binary binary() throws IOException {
    Binary id = current;
    if (id == null) {
      DeltaByteArrayReader reader = reader();
      for (; waiting > 1; waiting--) {
        reader.skip();
      }
      waiting = 0;
      id = reader.readBytes();
      current = id;
    }
    return id;
  }

  private DeltaByteArrayReader reader() throws IOException {
    DeltaByteArrayReader reader = values;
    if (reader == null) {
      DataPageV2 opened = requireNonNull(page, "next() comes first");
      reader = new DeltaByteArrayReader();
      reader.initFromPage(opened.getValueCount(), opened.getData().toInputStream());
      values = reader;
    }
    return reader;
  }

  @Override
  public String text() throws IOException {
    return binary().toStringUsingUTF8();
  }
}
