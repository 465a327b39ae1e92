package org.histochain.activities.preparation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.histochain.activities.table.PatchRow;

/**
 * The tables of one fold of a cross-validation within the labelled set.
 *
 * @param labelled the labelled patches that the fold's models learn from
 * @param pool the pool without patches whose group is held out
 * @param held the labelled patches held out
 */
record FoldTables(List<PatchRow> labelled, List<PatchRow> pool, List<PatchRow> held) {
  /**
   * Makes the tables of every fold.
   *
   * @throws org.histochain.activities.step.StepFailure if the labelled set cannot be so divided
   */
  static List<FoldTables> of(ChainTables tables, List<String> classes, int folds, long seed) {
    Map<String, Integer> foldOf = LabelFolds.assign(tables.labelled(), classes, folds, seed);
    List<FoldTables> made = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      int number = fold;
      Set<String> heldGroups =
          foldOf.entrySet().stream()
              .filter(entry -> entry.getValue() == number)
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
      made.add(
          new FoldTables(
              without(tables.labelled(), heldGroups),
              without(tables.pool(), heldGroups),
              tables.labelled().stream()
                  .filter(row -> heldGroups.contains(GroupSplit.groupOf(row)))
                  .toList()));
    }
    return made;
  }

  private static List<PatchRow> without(List<PatchRow> rows, Set<String> groups) {
    return rows.stream().filter(row -> !groups.contains(GroupSplit.groupOf(row))).toList();
  }
}
