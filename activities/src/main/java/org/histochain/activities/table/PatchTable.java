package org.histochain.activities.table;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * Patch tables as Parquet: {@code patch_id} string, {@code class} optional int32, {@code group}
 * optional string, {@code pixels} string (SHA-256 of the pixels); rows keep their order. Equal rows
 * give equal bytes on every machine.
 */
public final class PatchTable {
  private static final MessageType SCHEMA =
      Types.buildMessage()
          .required(BINARY)
          .as(stringType())
          .named(TableWriter.PATCH_ID)
          .optional(INT32)
          .named("class")
          .optional(BINARY)
          .as(stringType())
          .named("group")
          .required(BINARY)
          .as(stringType())
          .named("pixels")
          .named("patches");

  private PatchTable() {}

  /** Writes a table, replacing a file of that name. */
  public static void write(Path file, List<PatchRow> rows) throws IOException {
    try (TableWriter writer = new TableWriter(file, SCHEMA)) {
      for (PatchRow row : rows) {
        writer.text(0, row.id());
        if (row.classIndex() != PatchRow.NO_CLASS) {
          writer.integer(1, row.classIndex());
        }
        if (row.group() != null) {
          writer.text(2, row.group());
        }
        writer.text(3, row.pixelDigest());
        writer.endRow();
      }
    }
  }

  /** Reads a table row by row, one row group in memory at a time. For one thread. */
  public static final class Reader implements AutoCloseable {
    private final TableReader reader;

    private Reader(Path file) throws IOException {
      reader = new TableReader(file);
    }

    /** Returns the next row; null after the last. */
    public @Nullable PatchRow next() throws IOException {
      if (!reader.next()) {
        return null;
      }
      int classIndex = reader.isPresent(1) ? reader.integer(1) : PatchRow.NO_CLASS;
      return new PatchRow(reader.text(0), classIndex, reader.optionalText(2), reader.text(3));
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  /**
   * Begins to read a table.
   *
   * @throws IOException if the file is not a patch table
   */
  public static Reader reader(Path file) throws IOException {
    Reader opened = new Reader(file);
    try {
      opened.reader.expect(SCHEMA);
      return opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Reads a whole table.
   *
   * @throws IOException if the file is not a patch table
   */
  public static List<PatchRow> read(Path file) throws IOException {
    List<PatchRow> rows = new ArrayList<>();
    try (Reader reader = reader(file)) {
      for (PatchRow row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
    }
    return rows;
  }
}
