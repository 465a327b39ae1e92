package org.histochain.activities.filtering;

import java.io.IOException;
import org.histochain.activities.table.ScoreBlock;

/** Takes what is selected. */
@FunctionalInterface
interface Selection {
  /** Takes the first {@code count} of {@code rows}, ascending, of a block; both are only lent. */
  void accept(ScoreBlock block, int[] rows, int count) throws IOException;
}
