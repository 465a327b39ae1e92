package org.histochain.activities.table;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** A row of a score table for Parquet's own writer. */
record ScoreRow(String id, float[] probabilities) {
  static ParquetWriter<ScoreRow> writer(Path file, MessageType schema) throws IOException {
    return new Builder(new LocalOutputFile(file), schema)
        .withConf(new PlainParquetConfiguration())
        .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
        .withWriterVersion(WriterVersion.PARQUET_2_0)
        .withRowGroupSize(TableWriter.ROW_GROUP_BYTES)
        .withPageSize(TableWriter.PAGE_BYTES)
        .withDictionaryEncoding(false)
        .build();
  }

  private static final class Builder extends ParquetWriter.Builder<ScoreRow, Builder> {
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
    protected WriteSupport<ScoreRow> getWriteSupport(
        org.apache.hadoop.conf.Configuration configuration) {
      return new Support(schema);
    }

    @Override
    protected WriteSupport<ScoreRow> getWriteSupport(ParquetConfiguration configuration) {
      return new Support(schema);
    }
  }

  private static final class Support extends WriteSupport<ScoreRow> {
    private final MessageType schema;
    private @Nullable RecordConsumer consumer;

    Support(MessageType schema) {
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
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(ScoreRow row) {
      RecordConsumer target = requireNonNull(consumer, "consumer is null");
      target.startMessage();
      target.startField(schema.getFieldName(0), 0);
      target.addBinary(Binary.fromString(row.id()));
      target.endField(schema.getFieldName(0), 0);
      for (int column = 1; column <= row.probabilities().length; column++) {
        target.startField(schema.getFieldName(column), column);
        target.addFloat(row.probabilities()[column - 1]);
        target.endField(schema.getFieldName(column), column);
      }
      target.endMessage();
    }
  }
}
