package org.histochain.activities.table;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/**
 * A data set's index as Parquet, one row a patch in shard order: {@code patch_id}, {@code class},
 * {@code split}, {@code group}, {@code shard}, {@code row}, {@code pixels} (their SHA-256) and the
 * sums over its pixels. Equal rows give equal bytes on every machine.
 */
public final class IndexTable {
  private static final MessageType SCHEMA =
      Types.buildMessage()
          .required(BINARY)
          .as(stringType())
          .named(TableWriter.PATCH_ID)
          .optional(INT32)
          .named("class")
          .optional(BINARY)
          .as(stringType())
          .named("split")
          .optional(BINARY)
          .as(stringType())
          .named("group")
          .required(INT32)
          .named("shard")
          .required(INT32)
          .named("row")
          .required(BINARY)
          .as(stringType())
          .named("pixels")
          .required(INT64)
          .named("red")
          .required(INT64)
          .named("green")
          .required(INT64)
          .named("blue")
          .required(INT64)
          .named("red_squares")
          .required(INT64)
          .named("green_squares")
          .required(INT64)
          .named("blue_squares")
          .named("index");

  private IndexTable() {}

  /** Writes an index row by row; the file is a table once closed. */
  public static final class Writer implements AutoCloseable {
    private final TableWriter writer;

    private Writer(Path file) throws IOException {
      this.writer = new TableWriter(file, SCHEMA);
    }

    /** Appends a row. */
    public void write(IndexRow row) throws IOException {
      writer.text(0, row.id());
      if (row.classIndex() != PatchRow.NO_CLASS) {
        writer.integer(1, row.classIndex());
      }
      if (row.split() != null) {
        writer.text(2, row.split());
      }
      if (row.group() != null) {
        writer.text(3, row.group());
      }
      writer.integer(4, row.shard());
      writer.integer(5, row.row());
      writer.text(6, row.pixelDigest());
      writer.longInteger(7, row.sums().red());
      writer.longInteger(8, row.sums().green());
      writer.longInteger(9, row.sums().blue());
      writer.longInteger(10, row.sums().redSquares());
      writer.longInteger(11, row.sums().greenSquares());
      writer.longInteger(12, row.sums().blueSquares());
      writer.endRow();
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }

  /** Starts an index, replacing a file of that name. */
  public static Writer writer(Path file) throws IOException {
    return new Writer(file);
  }

  /**
   * Reads a whole index, in shard order.
   *
   * @throws IOException if the file is not an index
   */
  public static List<IndexRow> read(Path file) throws IOException {
    List<IndexRow> rows = new ArrayList<>();
    try (TableReader reader = new TableReader(file)) {
      reader.expect(SCHEMA);
      while (reader.next()) {
        rows.add(row(reader));
      }
    }
    return rows;
  }

  private static IndexRow row(TableReader reader) {
    return new IndexRow(
        reader.text(0),
        reader.isPresent(1) ? reader.integer(1) : PatchRow.NO_CLASS,
        reader.optionalText(2),
        reader.optionalText(3),
        reader.integer(4),
        reader.integer(5),
        reader.text(6),
        new ChannelSums(
            reader.longInteger(7),
            reader.longInteger(8),
            reader.longInteger(9),
            reader.longInteger(10),
            reader.longInteger(11),
            reader.longInteger(12)));
  }
}
