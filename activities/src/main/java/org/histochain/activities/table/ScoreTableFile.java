package org.histochain.activities.table;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Score tables and selections as Parquet: {@code patch_id} string, then {@code p_<class>} float32
 * for every class; rows keep their order and probabilities their exact bits. Equal rows give equal
 * bytes on every machine.
 */
public final class ScoreTableFile {
  private static final String PREFIX = "p_";

  private ScoreTableFile() {}

  /** Takes the rows of a score table one by one. */
  @FunctionalInterface
  public interface RowConsumer {
    /**
     * Takes a row.
     *
     * @param id patch id; of this row only until the next
     * @param probabilities float32 [classes]; reused for the next row, so copy what you keep
     */
    void accept(PatchId id, float[] probabilities) throws IOException;
  }

  /** Takes the rows of a score table some at a time. */
  @FunctionalInterface
  public interface BlockConsumer {
    /** Takes a block, which is reused for the next. */
    void accept(ScoreBlock block) throws IOException;
  }

  /** Writes a score table; the file is a table once closed. */
  public static final class Writer implements AutoCloseable {
    private final ScoreTableWriter writer;
    private final ScoreBlock waiting;

    private Writer(OutputFile file, List<String> classes) throws IOException {
      this.writer = new ScoreTableWriter(file, schema(classes));
      this.waiting = new ScoreBlock(classes.size());
    }

    /**
     * Appends a row.
     *
     * @param probabilities float32 [classes]
     */
    public void write(String id, float[] probabilities) throws IOException {
      expect(id, probabilities.length);
      waiting.add(id, probabilities);
      if (waiting.rows() == ScoreBlock.MOST_ROWS) {
        flush();
      }
    }

    /** Appends all rows of a block. */
    public void write(ScoreBlock block) throws IOException {
      expect("the block", block.classes());
      flush();
      writer.write(block);
    }

    private void expect(String what, int classes) {
      if (classes != waiting.classes()) {
        throw new IllegalArgumentException(
            what + " has " + classes + " probabilities, the table " + waiting.classes());
      }
    }

    private void flush() throws IOException {
      writer.write(waiting);
      waiting.clear();
    }

    @Override
    public void close() throws IOException {
      try (ScoreTableWriter ended = writer) {
        flush();
      }
    }
  }

  /** Starts a table, replacing a file of that name. */
  public static Writer writer(Path file, List<String> classes) throws IOException {
    return new Writer(new LocalOutputFile(file), classes);
  }

  /** Starts a table in a stream, which is closed with it. */
  public static Writer writer(OutputStream stream, List<String> classes) throws IOException {
    return new Writer(new StreamFile(stream), classes);
  }

  /** Writes a whole table, replacing a file of that name. */
  public static void write(Path file, ScoreRows rows) throws IOException {
    try (Writer writer = writer(file, rows.classes())) {
      for (int row = 0; row < rows.ids().size(); row++) {
        writer.write(rows.ids().get(row), rows.probabilities()[row]);
      }
    }
  }

  /**
   * Reads a whole table.
   *
   * @throws IOException if the file is not a score table
   */
  public static ScoreRows read(Path file) throws IOException {
    List<String> ids = new ArrayList<>();
    List<float[]> probabilities = new ArrayList<>();
    List<String> classes =
        forEach(
            file,
            (id, row) -> {
              ids.add(id.text());
              probabilities.add(row.clone());
            });
    return new ScoreRows(classes, ids, probabilities.toArray(float[][]::new));
  }

  /**
   * Passes the rows, in order, holding few at a time.
   *
   * @return the class names
   * @throws IOException if the file is not a score table
   */
  public static List<String> forEach(Path file, RowConsumer consumer) throws IOException {
    return forEachBlock(
        file,
        block -> {
          float[] probabilities = new float[block.classes()];
          for (int row = 0; row < block.rows(); row++) {
            int current = row;
            block.copyRow(row, probabilities);
            consumer.accept(() -> block.id(current), probabilities);
          }
        });
  }

  /**
   * Passes the rows, in order, a block at a time.
   *
   * @return the class names
   * @throws IOException if the file is not a score table
   */
  public static List<String> forEachBlock(Path file, BlockConsumer consumer) throws IOException {
    try (ScoreTableReader reader = new ScoreTableReader(file)) {
      List<String> classes = classes(file, reader.schema());
      ScoreBlock block = new ScoreBlock(classes.size());
      while (reader.next(block)) {
        consumer.accept(block);
      }
      return classes;
    }
  }

  /**
   * Returns the classes of a score table.
   *
   * @throws IOException if the schema is not a score table's
   */
  static List<String> classes(Path file, MessageType schema) throws IOException {
    List<String> classes =
        schema.getFields().stream()
            .skip(1)
            .map(Type::getName)
            .map(column -> column.startsWith(PREFIX) ? column.substring(2) : column)
            .toList();
    TableReader.expect(file, schema, schema(classes));
    return classes;
  }

  static MessageType schema(List<String> classes) {
    Types.GroupBuilder<MessageType> builder =
        Types.buildMessage().required(BINARY).as(stringType()).named(TableWriter.PATCH_ID);
    for (String name : classes) {
      builder.required(FLOAT).named(PREFIX + name);
    }
    return builder.named("scores");
  }
}
