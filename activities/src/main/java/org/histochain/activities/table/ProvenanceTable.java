package org.histochain.activities.table;

import static org.apache.parquet.schema.LogicalTypeAnnotation.listType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/**
 * Where each pseudo-label of a chain comes from, as Parquet, a row for each iteration and patch of
 * the pool: {@code patch_id} string, {@code iteration} int32, {@code teacher} string, {@code
 * pseudo_label} string, {@code confidence} float32, {@code kept} boolean, {@code chosen_by} list of
 * string, {@code truth} string or null, {@code right} boolean or null.
 */
public final class ProvenanceTable {
  private static final MessageType SCHEMA =
      Types.buildMessage()
          .required(BINARY)
          .as(stringType())
          .named(TableWriter.PATCH_ID)
          .required(INT32)
          .named("iteration")
          .required(BINARY)
          .as(stringType())
          .named("teacher")
          .required(BINARY)
          .as(stringType())
          .named("pseudo_label")
          .required(FLOAT)
          .named("confidence")
          .required(BOOLEAN)
          .named("kept")
          .requiredGroup()
          .as(listType())
          .repeatedGroup()
          .required(BINARY)
          .as(stringType())
          .named("element")
          .named("list")
          .named("chosen_by")
          .optional(BINARY)
          .as(stringType())
          .named("truth")
          .optional(BOOLEAN)
          .named("right")
          .named("provenance");
  private static final List<String> REPETITIVE =
      List.of("iteration", "teacher", "pseudo_label", "chosen_by.list.element", "truth");

  private ProvenanceTable() {}

  /** Writes a table row by row; the file is a table once closed. */
  public static final class Writer implements AutoCloseable {
    private final TableWriter writer;

    private Writer(Path file) throws IOException {
      this.writer = new TableWriter(file, SCHEMA, REPETITIVE);
    }

    /** Appends a row. */
    public void write(ProvenanceRow row) throws IOException {
      writer.text(0, row.id());
      writer.integer(1, row.iteration());
      writer.text(2, row.teacher());
      writer.text(3, row.pseudoLabel());
      writer.decimal(4, row.confidence());
      writer.truth(5, row.kept());
      writer.texts(6, row.chosenBy());
      if (row.truth() != null) {
        writer.text(7, row.truth());
        writer.truth(8, row.truth().equals(row.pseudoLabel()));
      }
      writer.endRow();
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }

  /** Starts a table, replacing a file of that name. */
  public static Writer writer(Path file) throws IOException {
    return new Writer(file);
  }
}
