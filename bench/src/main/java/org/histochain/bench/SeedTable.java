package org.histochain.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The results of a seed study as a Markdown table, in percent. */
final class SeedTable {
  private SeedTable() {}

  static String markdown(List<SeedResult> results) {
    StringBuilder table = new StringBuilder();
    table.append(
        "| seed | teacher | last student | gain | best by validation | supervised on all |\n");
    table.append("|---|---|---|---|---|---|\n");
    for (SeedResult result : results) {
      table.append(
          "| %d | %s | %s | %s | %s (iteration %d) | %s |%n"
              .formatted(
                  result.seed(),
                  percent(result.teacher()),
                  percent(result.lastStudent()),
                  signed(result.lastStudent() - result.teacher()),
                  percent(result.best()),
                  result.bestIteration(),
                  percent(result.supervised())));
    }
    double teacher = mean(results, SeedResult::teacher);
    double student = mean(results, SeedResult::lastStudent);
    return table
        .append(
            "| **mean** | **%s** | **%s** | **%s** | **%s** | **%s** |%n"
                .formatted(
                    percent(teacher),
                    percent(student),
                    signed(student - teacher),
                    percent(mean(results, SeedResult::best)),
                    percent(mean(results, SeedResult::supervised))))
        .toString();
  }

  private static double mean(List<SeedResult> results, ToDoubleFunction<SeedResult> value) {
    return results.stream().mapToDouble(value).average().orElse(Double.NaN);
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f", 100 * value);
  }

  private static String signed(double value) {
    return String.format(Locale.ROOT, "%+.1f", 100 * value);
  }
}
