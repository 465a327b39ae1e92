package org.histochain.activities.preparation;

import java.util.List;
import org.histochain.activities.dataset.PatchIds;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.CsvText;
import org.histochain.workflows.contract.FailureTypes;

/** The CSV file of {@code labels.list}: one patch a line. */
final class LabelList {
  private LabelList() {}

  /**
   * Returns the patch ids that a list names. Its first line may say {@code patch_id} or {@code
   * path}; of several columns the one so headed counts. Paths are those of the imported source.
   *
   * @throws StepFailure if there is no such column, or a line is too short
   */
  static List<String> ids(String csv) {
    List<CsvText.Row> rows = CsvText.rows(csv, LabelList::refused);
    if (rows.isEmpty()) {
      throw refused("is empty: name the patches to label, one a line");
    }
    List<String> header = rows.getFirst().cells();
    int ids = header.indexOf("patch_id");
    int paths = header.indexOf("path");
    int column = ids >= 0 ? ids : paths;
    if (column < 0 && header.size() > 1) {
      throw refused("has the columns " + header + ": one must be called patch_id or path");
    }
    return rows.stream()
        .skip(column < 0 ? 0 : 1)
        .map(row -> cell(row, Math.max(column, 0)))
        .map(cell -> ids >= 0 ? cell : PatchIds.ofPath(cell.replace('\\', '/')))
        .toList();
  }

  private static String cell(CsvText.Row row, int column) {
    List<String> cells = row.cells();
    if (cells.size() <= column || cells.get(column).isEmpty()) {
      throw refused(
          "has no patch in the line \"%s\" (%d): correct or remove it"
              .formatted(String.join(",", cells), row.line()));
    }
    return cells.get(column);
  }

  private static StepFailure refused(String fault) {
    return new StepFailure(FailureTypes.INVALID_CHAIN, "labels.list " + fault);
  }
}
