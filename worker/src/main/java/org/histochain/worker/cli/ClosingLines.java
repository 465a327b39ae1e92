package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.histochain.activities.report.Summary;
import org.histochain.workflows.contract.Scores;

/** What a finished chain in this process has come to; its command adds what to do next. */
final class ClosingLines {
  private final Summary summary;
  private final Path report;

  /**
   * @param summary of a chain that is done
   * @param report where its page is
   */
  ClosingLines(Summary summary, Path report) {
    this.summary = requireNonNull(summary, "summary is null");
    this.report = requireNonNull(report, "report is null");
  }

  /** Returns what was gained, and where the report is. */
  List<String> result() {
    return List.of(gain(), "The report, with pictures: " + report);
  }

  /** Balanced accuracy on test where there is one: validation chose the best and flatters it. */
  private String gain() {
    Summary.Best best = requireNonNull(summary.best(), "a chain that is done has a best stage");
    Scores before = scores(0);
    Scores after = scores(best.iteration());
    String start =
        String.format(
            Locale.ROOT,
            "With %s, the teacher reaches %.1f %% balanced accuracy on %s",
            labels(),
            100 * before.balancedAccuracy(),
            stage(0).test() == null ? "validation" : "test");
    if (best.iteration() > 0) {
      return String.format(
          Locale.ROOT,
          "%s; the student of iteration %d %.1f %% (%+.1f points).",
          start,
          best.iteration(),
          100 * after.balancedAccuracy(),
          100 * (after.balancedAccuracy() - before.balancedAccuracy()));
    }
    return summary.stages().size() == 1
        ? start + "; it was trained alone."
        : start + "; no student was better on validation.";
  }

  private String labels() {
    Integer toChoose = summary.validation();
    return toChoose == null || toChoose == 0
        ? "%d labels".formatted(summary.labelled())
        : "%d labels to train and %d to choose".formatted(summary.labelled(), toChoose);
  }

  private Scores scores(int iteration) {
    Summary.Stage stage = stage(iteration);
    return stage.test() == null ? stage.validation() : stage.test();
  }

  private Summary.Stage stage(int iteration) {
    return summary.stage(iteration).orElseThrow();
  }
}
