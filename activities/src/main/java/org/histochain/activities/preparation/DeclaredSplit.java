package org.histochain.activities.preparation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.histochain.activities.dataset.DatasetIndex;
import org.histochain.activities.dataset.Splits;
import org.histochain.activities.table.IndexRow;
import org.histochain.activities.table.PatchRow;
import org.histochain.workflows.contract.SplitSpec;

/**
 * The split that a data set declares. Where it declares only some of the parts, the missing ones
 * are taken from its training patches; where it declares none, all are.
 */
final class DeclaredSplit {
  private DeclaredSplit() {}

  /**
   * Returns the part of every patch that is not left to train.
   *
   * @param split fractions of the parts that are not declared; with folds a declared validation set
   *     is left to train too
   */
  static Map<String, Integer> complete(DatasetIndex index, List<String> classes, SplitSpec split) {
    boolean within = split.folds() != null;
    Map<String, Integer> parts = new HashMap<>();
    for (IndexRow row : index.rows()) {
      if (Splits.VALIDATION.equals(row.split()) && !within) {
        parts.put(row.id(), GroupSplit.VALIDATION);
      } else if (Splits.TEST.equals(row.split())) {
        parts.put(row.id(), GroupSplit.TEST);
      }
    }
    boolean validation = parts.containsValue(GroupSplit.VALIDATION);
    boolean test = parts.containsValue(GroupSplit.TEST);
    if ((validation || within) && test) {
      return parts;
    }
    List<PatchRow> open =
        index.rows().stream()
            .filter(row -> row.classIndex() != PatchRow.NO_CLASS && !parts.containsKey(row.id()))
            .map(row -> new PatchRow(row.id(), row.classIndex(), row.group(), row.pixelDigest()))
            .toList();
    Map<String, Integer> assigned =
        GroupSplit.assign(
            open,
            classes,
            validation || within ? 0 : split.validation(),
            test ? 0 : split.test(),
            split.seed());
    for (PatchRow patch : open) {
      parts.put(patch.id(), assigned.getOrDefault(GroupSplit.groupOf(patch), GroupSplit.TRAIN));
    }
    return parts;
  }
}
