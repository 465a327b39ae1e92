package org.histochain.worker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.histochain.activities.experiment.Standing;
import org.histochain.activities.report.Alarm;
import org.jspecify.annotations.Nullable;

/** An experiment's status in lines of text. */
final class ExperimentText {
  private ExperimentText() {}

  static List<String> of(ExperimentStatus status) {
    Standing standing = status.standing();
    List<String> lines = new ArrayList<>();
    lines.add("Experiment  %s, %s".formatted(standing.experiment(), status.state()));
    if (status.reason() != null) {
      lines.add("Reason      " + status.reason());
    }
    alarms(standing).forEach(alarm -> lines.add("Alarm       " + alarm));
    lines.add("Data set    " + standing.dataset());
    if (standing.chosen() != null) {
      lines.add("Tuned       " + GivenSettings.words(standing.chosen()));
    }
    if (status.secondsLeft() != null) {
      lines.add("Time left   " + left(status.secondsLeft()));
    }
    lines.add("");
    lines.addAll(rounds(standing));
    List<String> notable = notable(status);
    if (!notable.isEmpty()) {
      lines.add("");
      lines.addAll(notable);
    }
    return lines;
  }

  /** A row for each round whose chains are known, under heads. */
  static List<String> rounds(Standing standing) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("round", "families", "ended", "chains", "done", "failed", "running", "left"));
    for (int round = 0; round < standing.rounds().size(); round++) {
      Standing.Round of = standing.rounds().get(round);
      rows.add(
          List.of(
              name(standing, round),
              number(of.families()),
              number(of.familiesEnded()),
              number(of.runs().size()),
              number(of.count(run -> run.ended() && !run.failed())),
              number(of.count(Standing.Run::failed)),
              number(of.count(Standing.Run::running)),
              number(of.count(run -> run.state() == Standing.State.waiting))));
    }
    return TextTable.of(rows);
  }

  private static String number(int count) {
    return Integer.toString(count);
  }

  static String name(Standing standing, int round) {
    return round == standing.rungs()
        ? "runs"
        : "tuning, rung %d of %d".formatted(round + 1, standing.rungs());
  }

  /** A row for each chain that runs or has failed, in all rounds, under heads; empty for none. */
  static List<String> notable(ExperimentStatus status) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("chain", "run", "state", "validation", ""));
    for (Standing.Round round : status.standing().rounds()) {
      for (Standing.Run run : round.runs()) {
        if (run.failed() || run.running()) {
          rows.add(
              List.of(
                  run.chain(),
                  run.run(),
                  run.state().name(),
                  score(run.validation()),
                  run.message() == null ? "" : run.message()));
        }
      }
    }
    return rows.size() == 1 ? List.of() : TextTable.left(rows);
  }

  private static String score(@Nullable Double validation) {
    return validation == null ? "-" : String.format(Locale.ROOT, "%.3f", validation);
  }

  /** Every alarm behind its chain's id. */
  static List<String> alarms(Standing standing) {
    List<String> alarms = new ArrayList<>();
    for (Standing.Round round : standing.rounds()) {
      for (Standing.Run run : round.runs()) {
        for (Alarm alarm : run.alarms()) {
          alarms.add(run.chain() + ": " + alarm.message());
        }
      }
    }
    return alarms;
  }

  static String left(double seconds) {
    String time =
        seconds < 60
            ? "less than a minute"
            : seconds < 5400
                ? "about %d min".formatted(Math.round(seconds / 60))
                : String.format(Locale.ROOT, "about %.1f h", seconds / 3600);
    return time + " in this round, if its chains take as long as those that are done";
  }
}
