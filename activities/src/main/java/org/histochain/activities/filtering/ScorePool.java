package org.histochain.activities.filtering;

import java.io.IOException;
import org.histochain.activities.table.ScoreTableFile.BlockConsumer;

/** The score rows of a pool in parts, which can be gone through by several threads, repeatedly. */
interface ScorePool {
  int parts();

  /** Returns how many rows a part has. */
  int rows(int part);

  /**
   * Passes every row of a part, in the same order each time; the blocks are only lent, and may be
   * changed.
   */
  void forEach(int part, BlockConsumer visitor) throws IOException;
}
