package org.histochain.worker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.histochain.activities.report.Summary;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.SettingsChange;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;

/** A chain's status in lines of text. */
final class StatusText {
  /** Heads of the columns of {@link #stage}. */
  static final String HEAD =
      "iteration  stage       selected  validation  95 % interval     test  seconds";

  private StatusText() {}

  static List<String> of(ChainStatus status) {
    Summary summary = status.summary();
    List<String> lines = new ArrayList<>();
    lines.add("Chain     " + summary.chain() + ", " + status.state());
    if (status.message() != null) {
      lines.add("Reason    " + status.message());
    }
    summary.alarms().forEach(alarm -> lines.add("Alarm     " + alarm.message()));
    if (summary.labelled() != null) {
      lines.add(
          "Data set  %s: %d labelled, %d in the pool, %d validation, %d test"
              .formatted(
                  summary.dataset(),
                  summary.labelled(),
                  summary.unlabelled(),
                  summary.validation(),
                  summary.test()));
    } else if (!summary.dataset().isEmpty()) {
      lines.add("Data set  " + summary.dataset());
    }
    for (SettingsChange change : summary.changes()) {
      lines.add(
          "Settings  from iteration %d: %s"
              .formatted(change.from(), GivenSettings.words(change.settings())));
    }
    if (status.step() != null) {
      lines.add("Step      " + step(status.step(), status.progress()));
    }
    if (!summary.stages().isEmpty()) {
      lines.add("");
      lines.add(HEAD + "   (balanced accuracy)");
      summary.stages().forEach(stage -> lines.add(stage(stage)));
    }
    if (summary.best() != null) {
      lines.add("");
      lines.add(
          "Best      iteration %d by validation, model %s"
              .formatted(summary.best().iteration(), summary.best().modelSha256()));
    }
    return lines;
  }

  /** A stage in one line. */
  static String stage(Summary.Stage stage) {
    Scores validation = stage.validation();
    return String.format(
        Locale.ROOT,
        "%9d  %-10s  %8s  %10.3f  %13s  %7s  %7.1f%s",
        stage.iteration(),
        stage.stage(),
        stage.selected() == null ? "-" : stage.selected(),
        validation.balancedAccuracy(),
        interval(validation.interval()),
        stage.test() == null
            ? "-"
            : String.format(Locale.ROOT, "%.3f", stage.test().balancedAccuracy()),
        stage.seconds(),
        stage.reused() ? "  reused" : "");
  }

  /** A step and how far it is, in one line. */
  static String step(String step, @Nullable StepProgress progress) {
    if (progress == null || progress.total() == 0) {
      return step;
    }
    String epochs =
        progress.epochs() == 0
            ? ""
            : ", epoch %d of %d".formatted(progress.epoch(), progress.epochs());
    return String.format(
        Locale.ROOT,
        "%s%s, %d %%, %.0f images/s, %.0f s left",
        progress.step(),
        epochs,
        100 * progress.done() / progress.total(),
        progress.imagesPerSecond(),
        progress.secondsLeft());
  }

  private static String interval(@Nullable List<Double> ends) {
    return ends == null
        ? "-"
        : String.format(Locale.ROOT, "%.3f - %.3f", ends.getFirst(), ends.getLast());
  }
}
