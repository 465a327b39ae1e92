package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.ScoreRows;
import org.jspecify.annotations.Nullable;

/**
 * What one stage of a finished chain predicts for test.
 *
 * @param patches the test patches with their true class and group, in the order of the test table
 * @param scores the stage's softmax of each of them, in the same order
 */
public record TestPredictions(List<PatchRow> patches, ScoreRows scores) {
  public TestPredictions {
    patches = List.copyOf(requireNonNull(patches, "patches is null"));
    requireNonNull(scores, "scores is null");
    if (!scores.ids().equals(patches.stream().map(PatchRow::id).toList())) {
      throw new IllegalArgumentException(
          "the predictions are not of the patches of the test table");
    }
  }

  /** Returns the true class of each patch, 0 to the number of classes less one. */
  public int[] truth() {
    return patches.stream().mapToInt(PatchRow::classIndex).toArray();
  }

  /** Returns the group of each patch; null: a group of its own. */
  public List<@Nullable String> groups() {
    List<@Nullable String> groups = new ArrayList<>();
    patches.forEach(patch -> groups.add(patch.group()));
    return groups;
  }
}
