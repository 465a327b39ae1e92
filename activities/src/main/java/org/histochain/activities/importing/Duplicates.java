package org.histochain.activities.importing;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.histochain.activities.step.FirstTwenty;
import org.histochain.activities.step.StepFailure;
import org.jspecify.annotations.Nullable;

/** Finds patches of equal pixels. */
final class Duplicates {
  private final Map<String, First> seen = new HashMap<>();
  private final FirstTwenty across = new FirstTwenty();
  private int count;

  private record First(String origin, int classIndex, @Nullable String split) {}

  void add(SourcePatch patch, String pixelDigest) {
    First first =
        seen.putIfAbsent(pixelDigest, new First(patch.origin(), patch.classIndex(), patch.split()));
    if (first == null) {
      return;
    }
    count++;
    if (first.classIndex() != patch.classIndex() || !Objects.equals(first.split(), patch.split())) {
      across.add(first.origin() + " and " + patch.origin());
    }
  }

  /** Returns how many patches equal an earlier one. */
  int count() {
    return count;
  }

  /**
   * Returns if equal patches are of one class and declared split.
   *
   * @throws org.histochain.activities.step.StepFailure naming the first that are not
   */
  void refuseAcross(String where) {
    if (across.count() > 0) {
      throw StepFailure.invalidDataset(
          across.below(
              "%d pairs of equal images of %s are of different classes or splits: remove one of each, or import with --on-duplicate keep"
                  .formatted(across.count(), where)));
    }
  }
}
