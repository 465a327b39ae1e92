package org.histochain.activities.importing;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.dataset.PatchIds;
import org.histochain.activities.dataset.Splits;
import org.histochain.activities.image.ImageFiles;
import org.histochain.activities.image.RelativePath;
import org.histochain.activities.image.SkippedImage;
import org.histochain.activities.step.FirstTwenty;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.CsvText;
import org.histochain.activities.table.PatchRow;
import org.jspecify.annotations.Nullable;

/**
 * A CSV table with a row for each image, and the folder or zip that they are in. Everything that
 * can be said of the table without looking into an image is said before one is looked at.
 */
final class TableSource {
  private final ImportTable table;
  private final ImageFiles files;
  private final FirstTwenty faults = new FirstTwenty();
  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Long> lineOfPath = new HashMap<>();
  private final Map<String, String> splitOfGroup = new HashMap<>();
  private long firstWithSplit;
  private long firstWithoutSplit;

  private record Line(
      String path, String className, @Nullable String split, @Nullable String group) {}

  private TableSource(ImportTable table, ImageFiles files) {
    this.table = table;
    this.files = files;
  }

  /**
   * Reads a table.
   *
   * @param wanted class names in the order of their indices; empty: all in the table, by name
   * @throws StepFailure naming the lines that are wrong, the first of them and then a count
   */
  static FileSource source(ImportTable table, ImageFiles files, List<String> wanted)
      throws IOException {
    table.check();
    TableSource source = new TableSource(table, files);
    source.read();
    return source.source(wanted);
  }

  private void read() throws IOException {
    String text;
    try {
      text = Files.readString(table.file());
    } catch (CharacterCodingException e) {
      throw refused("is no UTF-8 text: save it as CSV in UTF-8");
    } catch (IOException e) {
      throw refused("cannot be read (" + e.getClass().getSimpleName() + "): check the path");
    }
    List<CsvText.Row> rows = CsvText.rows(text, fault -> refused(", " + fault));
    if (rows.size() < 2) {
      throw refused("has no rows: write a header with path and class, and a row for each image");
    }
    List<String> header = rows.getFirst().cells();
    for (String column : ImportTable.COLUMNS) {
      if (table.requires(column) && table.placeOf(column, header) == null) {
        throw refused(
            "has no column %s, only %s: columns are parted by commas; name the one to use with --columns %s=…"
                .formatted(table.nameOf(column), header, column));
      }
    }
    rows.stream().skip(1).forEach(row -> read(row, header));
    if (firstWithSplit > 0 && firstWithoutSplit > 0) {
      faults.add(
          "line %d: it has no split, but line %d has one: give all rows one, or none"
              .formatted(firstWithoutSplit, firstWithSplit));
    }
    if (faults.count() > 0) {
      throw refused(
          faults.count() == 1
              ? ", " + faults.only()
              : faults.below("has %d faults".formatted(faults.count())));
    }
  }

  private void read(CsvText.Row row, List<String> header) {
    if (row.cells().size() != header.size()) {
      fault(row, "it has %d cells, the header %d".formatted(row.cells().size(), header.size()));
      return;
    }
    String path = path(row, cell(row, header, "path"));
    String split = split(row, cell(row, header, "split"));
    String group = cell(row, header, "group");
    if (!group.isEmpty() && split != null) {
      String other = splitOfGroup.putIfAbsent(group, split);
      if (other != null && !other.equals(split)) {
        fault(row, "group %s is in %s, and in %s before".formatted(group, split, other));
      }
    }
    if (path != null) {
      String className = cell(row, header, "class");
      lines.add(new Line(path, className, split, group.isEmpty() ? null : group));
    }
  }

  private String cell(CsvText.Row row, List<String> header, String column) {
    Integer place = table.placeOf(column, header);
    return place == null ? "" : row.cells().get(place);
  }

  private @Nullable String path(CsvText.Row row, String written) {
    String path = RelativePath.of(written);
    if (path == null) {
      fault(
          row,
          written.isEmpty()
              ? "it has no path"
              : "path %s leads out of %s".formatted(written, files.where()));
      return null;
    }
    String found = files.find(path);
    if (found == null) {
      fault(row, "there is no %s in %s".formatted(path, files.where()));
      return null;
    }
    Long before = lineOfPath.putIfAbsent(found, row.line());
    if (before != null) {
      fault(row, "path %s is in line %d already".formatted(path, before));
      return null;
    }
    return found;
  }

  private @Nullable String split(CsvText.Row row, String written) {
    if (written.isEmpty()) {
      firstWithoutSplit = firstWithoutSplit == 0 ? row.line() : firstWithoutSplit;
      return null;
    }
    firstWithSplit = firstWithSplit == 0 ? row.line() : firstWithSplit;
    return switch (written.toLowerCase(Locale.ROOT)) {
      case "train" -> Splits.TRAIN;
      case "val", "valid", "validation" -> Splits.VALIDATION;
      case "test" -> Splits.TEST;
      default -> {
        fault(row, "split %s is none of train, validation, test".formatted(written));
        yield null;
      }
    };
  }

  private void fault(CsvText.Row row, String what) {
    faults.add("line " + row.line() + ": " + what);
  }

  private StepFailure refused(String what) {
    return StepFailure.invalidDataset(
        "Table " + table.file() + (what.startsWith(",") ? "" : " ") + what);
  }

  private FileSource source(List<String> wanted) {
    List<String> found =
        lines.stream()
            .map(Line::className)
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted()
            .toList();
    for (String name : wanted) {
      if (!found.contains(name)) {
        throw refused(
            "has no row of class %s, only of %s: correct the class names".formatted(name, found));
      }
    }
    List<String> classes = wanted.isEmpty() ? found : wanted;
    Map<String, Integer> indices = new HashMap<>();
    classes.forEach(name -> indices.put(name, indices.size()));
    indices.put("", PatchRow.NO_CLASS);
    List<FileEntry> entries = new ArrayList<>();
    SortedMap<String, Integer> others = new TreeMap<>();
    for (Line line : lines) {
      Integer classIndex = indices.get(line.className());
      if (classIndex == null) {
        others.merge(line.className(), 1, Integer::sum);
      } else {
        String id = PatchIds.ofPath(line.path());
        entries.add(new FileEntry(files, line.path(), id, classIndex, line.split(), line.group()));
      }
    }
    List<SkippedImage> ignored = new ArrayList<>();
    others.forEach(
        (name, count) ->
            ignored.add(
                new SkippedImage(
                    "class " + name, count + " rows: it is none of the classes asked for")));
    return new FileSource("table", List.of(files), classes, entries, ignored);
  }
}
