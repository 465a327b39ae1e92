package org.histochain.activities.training;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * What a training step learns from.
 *
 * @param ids patch ids, which the draws of augmentation depend on
 * @param side side of the patches, in pixels
 * @param pixels uint8 [size, side, side, 3], red, green, blue; stays the owner's and open during
 *     the training
 * @param targets float32 [size][classes], soft labels or one-hot rows
 */
@SuppressWarnings("ArrayRecordComponent") // read only; never compared
record TrainingSet(List<String> ids, int side, MemorySegment pixels, float[][] targets) {
  int size() {
    return targets.length;
  }

  /** Returns the same patches with other targets, float32 [size][classes]. */
  TrainingSet withTargets(float[][] others) {
    return new TrainingSet(ids, side, pixels, others);
  }

  /** Returns the number of classes. */
  int classes() {
    return targets[0].length;
  }

  /** Returns where a patch begins in {@link #pixels()}. */
  long offset(int index) {
    return 3L * side * side * index;
  }

  /** Returns the most probable class of each patch; ties go to the lower class. */
  int[] labels() {
    int[] labels = new int[size()];
    for (int index = 0; index < labels.length; index++) {
      float[] row = targets[index];
      for (int other = 1; other < row.length; other++) {
        if (row[other] > row[labels[index]]) {
          labels[index] = other;
        }
      }
    }
    return labels;
  }
}
