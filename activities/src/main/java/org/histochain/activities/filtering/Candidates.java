package org.histochain.activities.filtering;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.histochain.activities.table.ScoreBlock;

/**
 * What the patches of a part of the pool are candidates of: each of its P most probable classes
 * (ties: lower index), the most probable first. Six bytes each, outside the heap, where they would
 * stay as garbage for long.
 */
final class Candidates {
  private final Arena arena;
  private final int p;
  private MemorySegment probabilities;
  private MemorySegment classes;
  private int size;
  private float[] values = {};
  private short[] indices = {};
  private float[] best = {};
  private float[] before = {};
  private int[] bestClass = {};
  private int[] classBefore = {};

  /**
   * @param arena as long as which they are kept
   * @param p classes per patch, 1 to all
   * @param rows how many rows are expected
   */
  Candidates(Arena arena, int p, int rows) {
    this.arena = arena;
    this.p = p;
    int expected = Math.multiplyExact(p, rows);
    probabilities = arena.allocate(ValueLayout.JAVA_FLOAT, expected);
    classes = arena.allocate(ValueLayout.JAVA_SHORT, expected);
  }

  /** Appends the candidates of all rows of a block, whose probabilities are in [0, 1]. */
  void add(ScoreBlock block) {
    int rows = block.rows();
    int added = rows * p;
    reserve(rows);
    for (int n = 0; n < p; n++) {
      if (n == 0) {
        findFirst(block);
      } else {
        findNext(block);
      }
      for (int row = 0, at = n; row < rows; row++, at += p) {
        values[at] = best[row];
        indices[at] = (short) bestClass[row];
      }
      float[] swapped = before;
      before = best;
      best = swapped;
      int[] swappedClasses = classBefore;
      classBefore = bestClass;
      bestClass = swappedClasses;
    }
    MemorySegment.copy(
        values, 0, probabilities, ValueLayout.JAVA_FLOAT, (long) Float.BYTES * size, added);
    MemorySegment.copy(
        indices, 0, classes, ValueLayout.JAVA_SHORT, (long) Short.BYTES * size, added);
    size += added;
  }

  private void reserve(int rows) {
    if (best.length < rows) {
      values = new float[rows * p];
      indices = new short[rows * p];
      best = new float[rows];
      before = new float[rows];
      bestClass = new int[rows];
      classBefore = new int[rows];
    }
    int needed = size + rows * p;
    if (probabilities.byteSize() / Float.BYTES < needed) {
      int length = Math.max(needed, size + (size >> 1));
      probabilities = arena.allocate(ValueLayout.JAVA_FLOAT, length).copyFrom(probabilities);
      classes = arena.allocate(ValueLayout.JAVA_SHORT, length).copyFrom(classes);
    }
  }

  /** Finds the most probable class of each row, in loops without branches. */
  private void findFirst(ScoreBlock block) {
    int rows = block.rows();
    Arrays.fill(best, 0, rows, -1);
    for (int c = 0; c < block.classes(); c++) {
      float[] column = block.column(c);
      for (int row = 0; row < rows; row++) {
        best[row] = Math.max(best[row], column[row]);
      }
    }
    for (int c = block.classes() - 1; c >= 0; c--) {
      float[] column = block.column(c);
      for (int row = 0; row < rows; row++) {
        bestClass[row] = column[row] == best[row] ? c : bestClass[row];
      }
    }
  }

  /** Finds, of each row, the most probable class of those that come after the one before. */
  private void findNext(ScoreBlock block) {
    int rows = block.rows();
    Arrays.fill(best, 0, rows, -1);
    for (int c = 0; c < block.classes(); c++) {
      float[] column = block.column(c);
      for (int row = 0; row < rows; row++) {
        float value = column[row];
        if (value > best[row]
            && (value < before[row] || (value == before[row] && c > classBefore[row]))) {
          best[row] = value;
          bestClass[row] = c;
        }
      }
    }
  }

  /** Returns the number of candidates: P of each row, those of a row together. */
  int size() {
    return size;
  }

  float probability(int candidate) {
    return probabilities.getAtIndex(ValueLayout.JAVA_FLOAT, candidate);
  }

  int classOf(int candidate) {
    return classes.getAtIndex(ValueLayout.JAVA_SHORT, candidate);
  }

  /** Copies {@code count} candidates into the beginning of both arrays. */
  void read(int first, int count, float[] intoProbabilities, short[] intoClasses) {
    MemorySegment.copy(
        probabilities,
        ValueLayout.JAVA_FLOAT,
        (long) Float.BYTES * first,
        intoProbabilities,
        0,
        count);
    MemorySegment.copy(
        classes, ValueLayout.JAVA_SHORT, (long) Short.BYTES * first, intoClasses, 0, count);
  }
}
