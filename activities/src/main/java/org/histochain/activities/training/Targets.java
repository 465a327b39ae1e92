package org.histochain.activities.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.activities.table.ScoreRows;
import org.histochain.activities.table.ScoreTableFile;
import org.histochain.workflows.contract.FailureTypes;

/**
 * What a network is to learn of which patches.
 *
 * @param ids patch ids
 * @param rows float32 [patches][classes]: one-hot rows of a labelled table, soft labels of a
 *     selection
 */
@SuppressWarnings("ArrayRecordComponent") // read only; never compared
record Targets(List<String> ids, float[][] rows) {
  /** Reads targets from a table. */
  interface Reader {
    Targets read(Path table, List<String> classes) throws IOException;
  }

  /** Reads a labelled table. */
  static Targets labelled(Path table, List<String> classes) throws IOException {
    List<PatchRow> rows = PatchTable.read(table);
    float[][] targets = new float[rows.size()][classes.size()];
    for (int index = 0; index < targets.length; index++) {
      PatchRow row = rows.get(index);
      if (row.classIndex() == PatchRow.NO_CLASS) {
        throw empty("patch " + row.id() + " of the labelled table has no class");
      }
      targets[index][row.classIndex()] = 1;
    }
    return of(rows.stream().map(PatchRow::id).toList(), targets);
  }

  /** Reads a selection. */
  static Targets selected(Path table, List<String> classes) throws IOException {
    ScoreRows rows = ScoreTableFile.read(table);
    if (!rows.classes().equals(classes)) {
      throw empty("the selection's classes are " + rows.classes() + ", the chain's " + classes);
    }
    return of(rows.ids(), rows.probabilities());
  }

  private static Targets of(List<String> ids, float[][] rows) {
    if (ids.isEmpty()) {
      throw empty("the training table is empty");
    }
    return new Targets(ids, rows);
  }

  private static StepFailure empty(String what) {
    return new StepFailure(FailureTypes.INVALID_DATASET, what + ": prepare the chain anew");
  }
}
