package org.histochain.activities.importing;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.histochain.activities.step.StepFailure;
import org.jspecify.annotations.Nullable;

/**
 * The table of an import: a row for each image.
 *
 * @param file a CSV file
 * @param columns the name in the file of each column that is called otherwise there, by {@code
 *     path}, {@code class}, {@code split}, {@code group}
 */
public record ImportTable(Path file, Map<String, String> columns) {
  /** The columns that are looked at. */
  public static final List<String> COLUMNS = List.of("path", "class", "split", "group");

  public ImportTable {
    requireNonNull(file, "file is null");
    columns = Map.copyOf(columns);
  }

  /**
   * Checks that only columns that are looked at have other names.
   *
   * @throws org.histochain.activities.step.StepFailure if not
   */
  void check() {
    for (String column : columns.keySet()) {
      if (!COLUMNS.contains(column)) {
        throw StepFailure.invalidDataset(
            "--columns names %s=%s: the columns that can be named are %s"
                .formatted(column, columns.get(column), String.join(", ", COLUMNS)));
      }
    }
  }

  /** Returns what a column is called in the file. */
  String nameOf(String column) {
    return columns.getOrDefault(column, column);
  }

  /** Returns whether the file must have a column. */
  boolean requires(String column) {
    return column.equals("path") || column.equals("class") || columns.containsKey(column);
  }

  /** Returns the place of a column in the header; null where it is not there. */
  @Nullable Integer placeOf(String column, List<String> header) {
    int place = header.indexOf(nameOf(column));
    return place < 0 ? null : place;
  }
}
