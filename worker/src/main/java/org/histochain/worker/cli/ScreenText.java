package org.histochain.worker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.histochain.activities.report.Alarm;
import org.histochain.activities.report.Summary;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;

/**
 * What {@code watch} shows on a screen: the stages so far, the step with its bar, workers, link. A
 * screen too low leaves out the earliest stages, one too narrow all of a stage but its score.
 */
final class ScreenText {
  private static final String NARROW_HEAD = "it stage      balanced accuracy";

  private final ChainStatus status;
  private final @Nullable String note;
  private final @Nullable String workers;
  private final @Nullable String link;

  ScreenText(
      ChainStatus status, @Nullable String note, @Nullable String workers, @Nullable String link) {
    this.status = status;
    this.note = note;
    this.workers = workers;
    this.link = link;
  }

  /** Returns the lines, no more and none longer than the screen has place for. */
  List<String> fit(TerminalSize size) {
    int columns = size.columns();
    List<String> head = head(columns);
    List<String> foot = foot(columns);
    List<String> stages = stages(columns);
    int place = size.rows() - head.size() - foot.size();
    List<String> lines = new ArrayList<>(head);
    if (stages.size() <= place) {
      lines.addAll(stages);
    } else if (place > 2) {
      lines.add(stages.getFirst());
      int kept = place - 2;
      lines.add("   ... %d earlier".formatted(stages.size() - 1 - kept));
      lines.addAll(stages.subList(stages.size() - kept, stages.size()));
    }
    lines.addAll(foot);
    return lines.subList(0, Math.min(lines.size(), size.rows())).stream()
        .map(line -> ScreenLines.cut(line, columns))
        .toList();
  }

  private List<String> head(int columns) {
    Summary summary = status.summary();
    List<String> lines = new ArrayList<>();
    lines.add("%s: %s".formatted(summary.chain(), status.state()));
    if (summary.labelled() != null) {
      lines.addAll(
          ScreenLines.wrap(
              "%s, %d labelled, %d in the pool, %d validation, %d test"
                  .formatted(
                      summary.dataset(),
                      summary.labelled(),
                      summary.unlabelled(),
                      summary.validation(),
                      summary.test()),
              columns));
    } else if (!summary.dataset().isEmpty()) {
      lines.add(summary.dataset());
    }
    lines.add("");
    return lines;
  }

  /** The column heads first; nothing where there is no stage. */
  private List<String> stages(int columns) {
    List<Summary.Stage> stages = status.summary().stages();
    boolean wide = columns >= StatusText.HEAD.length();
    List<String> lines = new ArrayList<>();
    if (!stages.isEmpty()) {
      lines.add(wide ? StatusText.HEAD : NARROW_HEAD);
    }
    stages.forEach(stage -> lines.add(wide ? StatusText.stage(stage) : narrow(stage)));
    return lines;
  }

  private static String narrow(Summary.Stage stage) {
    Scores validation = stage.validation();
    List<Double> interval = validation.interval();
    return String.format(
        Locale.ROOT,
        "%2d %-10s %.3f%s",
        stage.iteration(),
        stage.stage(),
        validation.balancedAccuracy(),
        interval == null
            ? ""
            : String.format(
                Locale.ROOT, " (%.3f - %.3f)", interval.getFirst(), interval.getLast()));
  }

  private List<String> foot(int columns) {
    List<String> lines = new ArrayList<>();
    if (!status.summary().stages().isEmpty()) {
      lines.add("");
    }
    StepProgress progress = status.progress();
    lines.add("Step     " + Objects.requireNonNullElse(status.step(), "waiting"));
    if (progress != null && progress.total() > 0) {
      lines.add(ScreenLines.bar(progress.done(), progress.total(), columns));
      lines.addAll(ScreenLines.wrap(ProgressBarView.facts(progress), columns));
    }
    if (status.message() != null) {
      lines.addAll(ScreenLines.wrap(status.message(), columns));
    }
    if (note != null) {
      lines.addAll(ScreenLines.wrap(note, columns));
    }
    List<Alarm> alarms = status.summary().alarms();
    if (!alarms.isEmpty()) {
      lines.addAll(ScreenLines.wrap("Alarm    " + alarms.getLast().message(), columns));
    }
    lines.add("");
    if (workers != null) {
      lines.addAll(ScreenLines.wrap("Workers  " + workers, columns));
    }
    if (link != null) {
      lines.addAll(ScreenLines.wrap("Page     " + link, columns));
    }
    lines.addAll(ScreenLines.wrap("Ctrl-C ends watching, the chain runs on", columns));
    return lines;
  }
}
