package org.histochain.activities.filtering;

import java.io.IOException;

/** Score rows that can be gone through several times, in the same order each time. */
interface RowSource {
  /** Takes one row; the array is only lent. */
  interface Visitor {
    void row(String id, float[] probabilities) throws IOException;
  }

  void forEach(Visitor visitor) throws IOException;
}
