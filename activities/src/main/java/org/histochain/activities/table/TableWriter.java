package org.histochain.activities.table;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Writes a Parquet file cell by cell: flat, but for lists of texts. Whatever decides its bytes is
 * fixed here, uncompressed included: native codecs differ between machines. Pages are of version 2:
 * those of version 1 have several encodings a column, which the footer lists in an order that
 * changes from process to process.
 */
final class TableWriter implements AutoCloseable {
  static final String PATCH_ID = "patch_id";

  static final long ROW_GROUP_BYTES = 32L << 20;
  static final int PAGE_BYTES = 1 << 20;

  private final @Nullable Object[] cells;
  private final ParquetWriter<@Nullable Object[]> writer;
  private boolean closed;

  TableWriter(Path file, MessageType schema) throws IOException {
    this(file, schema, List.of());
  }

  /**
   * @param repetitive columns of few values, which are written as a dictionary: their pages have
   *     several encodings, so that equal rows need not give equal bytes
   */
  TableWriter(Path file, MessageType schema, List<String> repetitive) throws IOException {
    this.cells = new @Nullable Object[schema.getFieldCount()];
    Builder builder =
        new Builder(new LocalOutputFile(file), schema)
            .withConf(new PlainParquetConfiguration())
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withWriterVersion(WriterVersion.PARQUET_2_0)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withPageSize(PAGE_BYTES)
            .withDictionaryEncoding(false)
            .withValidation(false);
    for (String column : repetitive) {
      builder = builder.withDictionaryEncoding(column, true);
    }
    this.writer = builder.build();
  }

  /** What decides the bytes, for who writes pages. */
  static ParquetProperties properties() {
    return ParquetProperties.builder()
        .withWriterVersion(WriterVersion.PARQUET_2_0)
        .withPageSize(PAGE_BYTES)
        .withDictionaryEncoding(false)
        .build();
  }

  void text(int column, String value) {
    cells[column] = value;
  }

  void integer(int column, int value) {
    cells[column] = value;
  }

  void longInteger(int column, long value) {
    cells[column] = value;
  }

  void decimal(int column, float value) {
    cells[column] = value;
  }

  void truth(int column, boolean value) {
    cells[column] = value;
  }

  void texts(int column, List<String> values) {
    cells[column] = values;
  }

  /** Ends the row: cells that were not set are null. */
  void endRow() throws IOException {
    writer.write(cells);
    Arrays.fill(cells, null);
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      writer.close();
    }
  }

  private static final class Builder extends ParquetWriter.Builder<@Nullable Object[], Builder> {
    private final MessageType schema;

    Builder(OutputFile file, MessageType schema) {
      super(file);
      this.schema = schema;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<@Nullable Object[]> getWriteSupport(
        org.apache.hadoop.conf.Configuration configuration) {
      return new RowSupport(schema);
    }

    @Override
    protected WriteSupport<@Nullable Object[]> getWriteSupport(ParquetConfiguration configuration) {
      return new RowSupport(schema);
    }
  }

  private static final class RowSupport extends WriteSupport<@Nullable Object[]> {
    private final MessageType schema;
    private @Nullable RecordConsumer consumer;

    RowSupport(MessageType schema) {
      this.schema = schema;
    }

    @Override
    public WriteContext init(org.apache.hadoop.conf.Configuration configuration) {
      return new WriteContext(schema, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      this.consumer = consumer;
    }

    @Override
    public void write(@Nullable Object[] cells) {
      RecordConsumer target = requireNonNull(consumer, "consumer is null");
      target.startMessage();
      for (int column = 0; column < cells.length; column++) {
        Object cell = cells[column];
        if (cell == null) {
          continue;
        }
        String name = schema.getFieldName(column);
        target.startField(name, column);
        switch (cell) {
          case String text -> target.addBinary(Binary.fromString(text));
          case Integer integer -> target.addInteger(integer);
          case Long integer -> target.addLong(integer);
          case Float decimal -> target.addFloat(decimal);
          case Boolean truth -> target.addBoolean(truth);
          case List<?> texts -> list(target, texts);
          default -> throw new IllegalArgumentException(name + " holds a " + cell.getClass());
        }
        target.endField(name, column);
      }
      target.endMessage();
    }

    private static void list(RecordConsumer target, List<?> texts) {
      target.startGroup();
      if (!texts.isEmpty()) {
        target.startField("list", 0);
        for (Object text : texts) {
          target.startGroup();
          target.startField("element", 0);
          target.addBinary(Binary.fromString(text.toString()));
          target.endField("element", 0);
          target.endGroup();
        }
        target.endField("list", 0);
      }
      target.endGroup();
    }
  }
}
