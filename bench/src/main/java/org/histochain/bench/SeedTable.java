package org.histochain.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The results of a seed study as a Markdown table, in percent, with 95 % intervals. */
final class SeedTable {
  private final List<SeedResult> results;
  private final List<Column> columns = new ArrayList<>();

  private record Column(
      String title, Function<SeedResult, String> cell, Function<List<SeedResult>, String> mean) {}

  private SeedTable(List<SeedResult> results, List<Arm> arms) {
    this.results = results;
    score("teacher", SeedResult::teacher);
    if (arms.contains(Arm.TEACHER_DOUBLED)) {
      score("teacher, twice the epochs", result -> single(result, Arm.TEACHER_DOUBLED));
    }
    score("last student", SeedResult::lastStudent);
    difference("gain", result -> result.lastStudent().value() - result.teacher().value());
    score("best by validation", SeedResult::best);
    columns.add(new Column("its iteration", result -> "" + result.bestIteration(), all -> ""));
    difference("its gain", result -> result.best().value() - result.teacher().value());
    for (Arm arm : List.of(Arm.SUPERVISED, Arm.SUPERVISED_BALANCED)) {
      if (arms.contains(arm)) {
        score(arm.label(), result -> single(result, arm));
      }
    }
    score("colour histogram", result -> result.colourHistogram(Arm.CHAIN));
    if (arms.contains(Arm.SUPERVISED)) {
      score("colour histogram, all labels", result -> result.colourHistogram(Arm.SUPERVISED));
    }
  }

  static String markdown(List<SeedResult> results, List<Arm> arms) {
    SeedTable table = new SeedTable(results, arms);
    List<String> lines = new ArrayList<>();
    lines.add(table.row("seed", Column::title));
    lines.add(table.row("---", column -> "---"));
    for (SeedResult result : results) {
      lines.add(table.row("" + result.seed(), column -> column.cell().apply(result)));
    }
    lines.add(table.row("**mean**", column -> column.mean().apply(results)));
    return String.join("\n", lines);
  }

  private String row(String first, Function<Column, String> cell) {
    return "| " + first + " | " + String.join(" | ", columns.stream().map(cell).toList()) + " |";
  }

  private static TestScore single(SeedResult result, Arm arm) {
    return Objects.requireNonNull(result.single(arm), () -> arm.label() + " was not run");
  }

  private void score(String title, Function<SeedResult, TestScore> score) {
    columns.add(
        new Column(
            title,
            result -> score.apply(result).text(),
            all -> mean(all, result -> score.apply(result).value(), "**%.1f**")));
  }

  private void difference(String title, ToDoubleFunction<SeedResult> value) {
    columns.add(
        new Column(
            title,
            result -> String.format(Locale.ROOT, "%+.1f", 100 * value.applyAsDouble(result)),
            all -> mean(all, value, "**%+.1f**")));
  }

  private static String mean(
      List<SeedResult> results, ToDoubleFunction<SeedResult> value, String format) {
    double mean = results.stream().mapToDouble(value).average().orElse(Double.NaN);
    return String.format(Locale.ROOT, format, 100 * mean);
  }
}
