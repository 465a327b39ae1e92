package org.histochain.activities.table;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.histochain.activities.step.StepFailure;

/** CSV files as RFC 4180 has them; a byte order mark, any ends of lines and empty lines will do. */
public final class CsvText {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setIgnoreSurroundingSpaces(true).get();

  /**
   * A row.
   *
   * @param line the line of the file that it begins on, from 1
   * @param cells its cells, without white space around them
   */
  public record Row(long line, List<String> cells) {}

  private CsvText() {}

  /**
   * Returns all rows, the header being the first.
   *
   * @param refused makes a failure of what is wrong
   */
  public static List<Row> rows(String text, Function<String, StepFailure> refused) {
    List<Row> rows = new ArrayList<>();
    StringReader content = new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text);
    long line = 0;
    try (CSVParser parser = CSVParser.parse(content, FORMAT)) {
      for (CSVRecord row : parser) {
        line = parser.getCurrentLineNumber();
        List<String> cells = row.stream().map(String::strip).toList();
        long breaks =
            row.stream().flatMapToInt(String::chars).filter(letter -> letter == '\n').count();
        if (!cells.equals(List.of(""))) {
          rows.add(new Row(line - breaks, cells));
        }
      }
      return rows;
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw refused.apply(
          "line %d has broken quotes (%s): write a quote inside quotes twice, and close them"
              .formatted(line + 1, reason(e)));
    }
  }

  private static String reason(Exception fault) {
    Throwable cause = fault.getCause() == null ? fault : fault.getCause();
    return String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}
