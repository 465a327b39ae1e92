package org.histochain.worker.cli;

import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.experiment.Standing;
import org.jspecify.annotations.Nullable;

/**
 * What {@code watch} shows of an experiment on a screen: its rounds, the chains that run or have
 * failed, how far the round in course is, workers, link. A screen too low leaves out the earliest
 * of those chains, one too narrow all rounds but the one in course.
 */
final class ExperimentScreenText {
  private final ExperimentStatus status;
  private final @Nullable String note;
  private final @Nullable String workers;
  private final @Nullable String link;

  ExperimentScreenText(
      ExperimentStatus status,
      @Nullable String note,
      @Nullable String workers,
      @Nullable String link) {
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
    List<String> chains = ExperimentText.notable(status);
    int place = size.rows() - head.size() - foot.size();
    List<String> lines = new ArrayList<>(head);
    if (chains.size() < place) {
      lines.addAll(chains);
    } else if (place > 3) {
      int kept = place - 3;
      lines.add(chains.getFirst());
      lines.add("... %d earlier".formatted(chains.size() - 1 - kept));
      lines.addAll(chains.subList(chains.size() - kept, chains.size()));
    }
    if (!chains.isEmpty() && place > 3) {
      lines.add("");
    }
    lines.addAll(foot);
    return lines.subList(0, Math.min(lines.size(), size.rows())).stream()
        .map(line -> ScreenLines.cut(line, columns))
        .toList();
  }

  private List<String> head(int columns) {
    Standing standing = status.standing();
    List<String> lines = new ArrayList<>();
    lines.add("%s: %s".formatted(standing.experiment(), status.state()));
    lines.addAll(
        ScreenLines.wrap(
            standing.chosen() == null
                ? standing.dataset()
                : standing.dataset() + ", tuned to " + GivenSettings.words(standing.chosen()),
            columns));
    lines.add("");
    List<String> rounds = ExperimentText.rounds(standing);
    if (rounds.stream().allMatch(line -> line.length() <= columns)) {
      lines.addAll(rounds);
    } else {
      lines.addAll(ScreenLines.wrap(ExperimentLines.line(status), columns));
    }
    lines.add("");
    return lines;
  }

  private List<String> foot(int columns) {
    Standing.Round round = status.current();
    List<String> lines = new ArrayList<>();
    lines.add(
        ScreenLines.bar(
            round.count(Standing.Run::ended), Math.max(1, round.runs().size()), columns));
    if (status.secondsLeft() != null) {
      lines.addAll(
          ScreenLines.wrap("Left     " + ExperimentText.left(status.secondsLeft()), columns));
    }
    if (status.reason() != null) {
      lines.addAll(ScreenLines.wrap(status.reason(), columns));
    }
    if (note != null) {
      lines.addAll(ScreenLines.wrap(note, columns));
    }
    List<String> alarms = ExperimentText.alarms(status.standing());
    if (!alarms.isEmpty()) {
      lines.addAll(ScreenLines.wrap("Alarm    " + alarms.getLast(), columns));
    }
    lines.add("");
    if (workers != null) {
      lines.addAll(ScreenLines.wrap("Workers  " + workers, columns));
    }
    if (link != null) {
      lines.addAll(ScreenLines.wrap("Page     " + link, columns));
    }
    lines.addAll(ScreenLines.wrap("Ctrl-C ends watching, the experiment runs on", columns));
    return lines;
  }
}
