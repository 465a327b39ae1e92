package org.histochain.activities.table;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Some successive rows of a score table, by column. For one thread. */
public final class ScoreBlock {
  static final int MOST_ROWS = 10_000;

  private final float[][] columns;
  private final PackedIds ids = new PackedIds();
  private @Nullable IdPages unread;
  private int rows;

  /** An empty block for scores of {@code classes} classes. */
  public ScoreBlock(int classes) {
    columns = new float[classes][MOST_ROWS];
  }

  /** Returns the number of rows, 10,000 at most. */
  public int rows() {
    return rows;
  }

  /** Returns the number of classes. */
  public int classes() {
    return columns.length;
  }

  /** Returns the probabilities of a class: float32, of which the first {@link #rows} count. */
  public float[] column(int index) {
    return columns[index];
  }

  /** Returns the patch id of a row. Ids are read only where one is asked for. */
  public String id(int row) throws IOException {
    return ids().get(row);
  }

  /** Copies a row into {@code probabilities}, float32 [classes]. */
  public void copyRow(int row, float[] probabilities) {
    for (int c = 0; c < columns.length; c++) {
      probabilities[c] = columns[c][row];
    }
  }

  /** Empties the block. */
  public void clear() {
    rows = 0;
    ids.clear();
    unread = null;
  }

  /**
   * Appends a row.
   *
   * @param probabilities float32 [classes]
   * @throws IndexOutOfBoundsException if the block has 10,000 already
   */
  public void add(String id, float[] probabilities) {
    for (int c = 0; c < columns.length; c++) {
      columns[c][rows] = probabilities[c];
    }
    ids.add(id);
    rows++;
  }

  /** Becomes the first {@code count} rows of {@code chosen}, in their order, of another block. */
  public void take(ScoreBlock from, int[] chosen, int count) throws IOException {
    clear();
    PackedIds known = from.ids();
    for (int i = 0; i < count; i++) {
      ids.add(known, chosen[i]);
    }
    for (int c = 0; c < columns.length; c++) {
      float[] source = from.columns[c];
      float[] target = columns[c];
      for (int i = 0; i < count; i++) {
        target[i] = source[chosen[i]];
      }
    }
    rows = count;
  }

  /** Becomes the next rows of a row group. */
  void read(FloatPages[] floats, IdPages following, int count) throws IOException {
    IdPages passed = unread;
    if (passed != null) {
      passed.skip(rows);
    }
    clear();
    for (int c = 0; c < columns.length; c++) {
      floats[c].read(columns[c], count);
    }
    unread = following;
    rows = count;
  }

  PackedIds ids() throws IOException {
    IdPages following = unread;
    if (following != null) {
      following.read(ids, rows);
      unread = null;
    }
    return ids;
  }
}
