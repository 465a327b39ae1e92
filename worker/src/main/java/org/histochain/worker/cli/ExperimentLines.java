package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.histochain.activities.experiment.Standing;

/**
 * An experiment in lines that stay: one whenever a chain has ended or begun, and one for each
 * alarm.
 */
final class ExperimentLines implements FollowedView<ExperimentStatus> {
  private final Consumer<String> lines;
  private final OnceOnly counts;
  private final OnceOnly notes;
  private final Set<String> alarms = new HashSet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;

  ExperimentLines(Consumer<String> lines) {
    this.lines = requireNonNull(lines, "lines is null");
    this.counts = new OnceOnly(lines);
    this.notes = new OnceOnly(lines);
  }

  @Override
  public void show(ExperimentStatus status) {
    unlessClosed(
        () -> {
          counts.accept(line(status));
          ExperimentText.alarms(status.standing()).stream().filter(alarms::add).forEach(lines);
        });
  }

  static String line(ExperimentStatus status) {
    Standing.Round round = status.current();
    int failed = round.count(Standing.Run::failed);
    List<String> running =
        round.runs().stream().filter(Standing.Run::running).map(Standing.Run::chain).toList();
    return "%s: %d of %d chains done%s%s"
        .formatted(
            round.iterations() == null ? "Runs" : "Tuning, rung " + (status.round() + 1),
            round.count(Standing.Run::ended) - failed,
            round.runs().size(),
            failed == 0 ? "" : ", " + failed + " failed",
            running.isEmpty() ? "" : ", running " + String.join(", ", running));
  }

  @Override
  public void note(String line) {
    unlessClosed(() -> notes.accept(line));
  }

  @Override
  public void close() {
    unlessClosed(() -> closed = true);
  }

  private void unlessClosed(Runnable action) {
    lock.lock();
    try {
      if (!closed) {
        action.run();
      }
    } finally {
      lock.unlock();
    }
  }
}
