package org.histochain.activities.filtering;

import java.io.IOException;
import org.histochain.activities.table.ScoreTableFile.RowConsumer;

/** Score rows that can be gone through several times, in the same order each time. */
interface RowSource {
  /** Passes every row; the array is only lent. */
  void forEach(RowConsumer visitor) throws IOException;
}
