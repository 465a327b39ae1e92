package org.histochain.activities.preparation;

import java.util.List;
import org.histochain.activities.table.PatchRow;

/** Which patches of one class are labelled. */
@FunctionalInterface
interface LabelChoice {
  /** A representative labelled set. */
  LabelChoice RANDOM = (ordered, count) -> ordered.subList(0, count);

  /**
   * Chooses patches.
   *
   * @param ordered all patches of the class, in an order drawn by the seed
   * @param count how many to choose, 1 to the size of {@code ordered}
   */
  List<PatchRow> of(List<PatchRow> ordered, int count);
}
