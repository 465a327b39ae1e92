package org.histochain.activities.training;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The patches of the unlabelled pool, for what learns without labels.
 *
 * @param ids patch ids, which the draws of augmentation depend on; at least one
 * @param side side of the patches, in pixels
 * @param pixels uint8 [size, side, side, 3], red, green, blue; stays the owner's and open during
 *     the training
 */
record UnlabelledPool(List<String> ids, int side, MemorySegment pixels) {
  int size() {
    return ids.size();
  }

  /** Returns where a patch begins in {@link #pixels()}. */
  long offset(int index) {
    return 3L * side * side * index;
  }
}
