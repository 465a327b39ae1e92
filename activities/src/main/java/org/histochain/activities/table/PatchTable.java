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

  /**
   * Reads a whole table.
   *
   * @throws IOException if the file is not a patch table
   */
  public static List<PatchRow> read(Path file) throws IOException {
    List<PatchRow> rows = new ArrayList<>();
    try (TableReader reader = new TableReader(file)) {
      reader.expect(SCHEMA);
      while (reader.next()) {
        int classIndex = reader.isPresent(1) ? reader.integer(1) : PatchRow.NO_CLASS;
        rows.add(new PatchRow(reader.text(0), classIndex, reader.optionalText(2), reader.text(3)));
      }
    }
    return rows;
  }
}
