package org.histochain.activities.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a page for other programs, unrounded.
 *
 * @param name file name without its end
 * @param columns names of the columns
 * @param rows text, whole numbers, decimals and truth values; null where a value does not apply
 */
public record DataTable(String name, List<String> columns, List<List<@Nullable Object>> rows) {
  private static final CSVFormat CSV =
      CSVFormat.RFC4180.builder().setNullString("").setRecordSeparator("\r\n").get();

  public DataTable {
    requireNonNull(name, "name is null");
    columns = List.copyOf(requireNonNull(columns, "columns is null"));
    for (List<@Nullable Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "table %s has a row of %d cells and %d columns"
                .formatted(name, row.size(), columns.size()));
      }
    }
  }

  /** Returns it as RFC 4180 CSV in UTF-8, with a header; null is an empty cell. */
  public byte[] csv() throws IOException {
    StringWriter text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, CSV)) {
      printer.printRecord(columns);
      for (List<@Nullable Object> row : rows) {
        printer.printRecord(row);
      }
    }
    return text.toString().getBytes(UTF_8);
  }

  /** Returns it as JSON: a list of objects, a row each, with all keys. */
  public byte[] json() throws IOException {
    return ChainFolder.json(objects());
  }

  /** Returns its rows as objects with all keys. */
  public List<Map<String, @Nullable Object>> objects() {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      for (int n = 0; n < columns.size(); n++) {
        object.put(columns.get(n), row.get(n));
      }
      objects.add(object);
    }
    return objects;
  }
}
