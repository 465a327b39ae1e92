package org.histochain.activities.filtering;

import java.util.Arrays;
import org.histochain.activities.table.ScoreBlock;

/**
 * What the patches of a part of the pool are candidates of: each of its P most probable classes
 * (ties: lower index), the most probable first.
 */
final class Candidates {
  private final int p;
  private float[] probabilities;
  private short[] classes;
  private int size;
  private float[] best = {};
  private float[] before = {};
  private int[] bestClass = {};
  private int[] classBefore = {};

  /**
   * @param p classes per patch, 1 to all
   * @param rows how many rows are expected
   */
  Candidates(int p, int rows) {
    this.p = p;
    this.probabilities = new float[Math.multiplyExact(p, rows)];
    this.classes = new short[p * rows];
  }

  /** Appends the candidates of all rows of a block, whose probabilities are in [0, 1]. */
  void add(ScoreBlock block) {
    int rows = block.rows();
    reserve(rows);
    for (int n = 0; n < p; n++) {
      if (n == 0) {
        findFirst(block);
      } else {
        findNext(block);
      }
      for (int row = 0, at = size + n; row < rows; row++, at += p) {
        probabilities[at] = best[row];
        classes[at] = (short) bestClass[row];
      }
      float[] values = before;
      before = best;
      best = values;
      int[] indices = classBefore;
      classBefore = bestClass;
      bestClass = indices;
    }
    size += rows * p;
  }

  private void reserve(int rows) {
    if (best.length < rows) {
      best = new float[rows];
      before = new float[rows];
      bestClass = new int[rows];
      classBefore = new int[rows];
    }
    int needed = size + rows * p;
    if (probabilities.length < needed) {
      int length = Math.max(needed, size + (size >> 1));
      probabilities = Arrays.copyOf(probabilities, length);
      classes = Arrays.copyOf(classes, length);
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
    return probabilities[candidate];
  }

  int classOf(int candidate) {
    return classes[candidate];
  }
}
