package org.histochain.activities.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads a score table row by row, holding few at a time. For one thread. */
public final class ScoreRowReader implements AutoCloseable {
  private final ScoreTableReader reader;
  private final ScoreBlock block;
  private final float[] probabilities;
  private int row = -1;
  private boolean ended;

  private ScoreRowReader(ScoreTableReader reader, int classes) {
    this.reader = reader;
    this.block = new ScoreBlock(classes);
    this.probabilities = new float[classes];
  }

  /**
   * Begins to read a table.
   *
   * @throws IOException if the file is not a score table
   */
  public static ScoreRowReader open(Path file) throws IOException {
    ScoreTableReader reader = new ScoreTableReader(file);
    try {
      List<String> classes = ScoreTableFile.classes(file, reader.schema());
      return new ScoreRowReader(reader, classes.size());
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  /** Goes to the next row; false after the last. */
  public boolean next() throws IOException {
    row++;
    if (!ended && row >= block.rows()) {
      row = 0;
      ended = !reader.next(block);
    }
    return !ended;
  }

  /** Returns the row's patch id. */
  public String id() throws IOException {
    return block.id(row);
  }

  /** Returns the row's float32 [classes]; reused for the next row, so copy what you keep. */
  public float[] probabilities() {
    block.copyRow(row, probabilities);
    return probabilities;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
