package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import org.histochain.workflows.experiment.ExperimentProgress;

/** An experiment in lines that stay: one whenever a chain has ended or begun. */
final class ExperimentLines {
  private final Consumer<String> lines;
  private String last = "";

  ExperimentLines(Consumer<String> lines) {
    this.lines = requireNonNull(lines, "lines is null");
  }

  void show(ExperimentProgress progress) {
    String line = line(progress);
    if (!line.equals(last)) {
      lines.accept(line);
      last = line;
    }
  }

  void note(String line) {
    lines.accept(line);
  }

  static String line(ExperimentProgress progress) {
    if (progress.rounds() == 0) {
      return "Reading the plan";
    }
    boolean tuning = progress.round() < progress.rounds() - 1;
    return "%s: %d of %d chains done%s%s"
        .formatted(
            tuning ? "Tuning, rung " + (progress.round() + 1) : "Runs",
            progress.done(),
            progress.runs(),
            progress.failed() == 0 ? "" : ", " + progress.failed() + " failed",
            progress.running().isEmpty()
                ? ""
                : ", running " + String.join(", ", progress.running()));
  }
}
