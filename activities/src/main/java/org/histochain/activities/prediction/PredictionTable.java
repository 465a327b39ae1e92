package org.histochain.activities.prediction;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.histochain.activities.evaluation.Evaluation;

/**
 * Predictions as CSV (RFC 4180, UTF-8, lines end with a line feed): {@code path}, {@code class},
 * the most probable one, and {@code p_<class>} for each, with every digit that float32 has.
 */
final class PredictionTable implements AutoCloseable {
  private final List<String> classes;
  private final CSVPrinter printer;

  PredictionTable(Path file, List<String> classes) throws IOException {
    this.classes = List.copyOf(classes);
    List<String> head = new ArrayList<>(List.of("path", "class"));
    classes.forEach(name -> head.add("p_" + name));
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setHeader(head.toArray(String[]::new))
            .get();
    this.printer = new CSVPrinter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), format);
  }

  /**
   * Appends a row.
   *
   * @param probabilities float32 [classes]
   */
  void add(String path, float[] probabilities) throws IOException {
    String best = classes.get(Evaluation.mostProbable(probabilities));
    List<Object> row = new ArrayList<>(List.of(path, best));
    for (float probability : probabilities) {
      row.add(probability);
    }
    printer.printRecord(row);
  }

  @Override
  public void close() throws IOException {
    printer.close();
  }
}
