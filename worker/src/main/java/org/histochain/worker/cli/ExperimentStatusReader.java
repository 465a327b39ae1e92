package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.experiment.Standing;
import org.histochain.activities.experiment.StandingReader;
import org.histochain.worker.runtime.LiveExperiment;
import org.histochain.workflows.experiment.ExperimentProgress;
import org.jspecify.annotations.Nullable;

/**
 * Reads an experiment's status: chains and report from the store, whether it runs from Temporal. An
 * unreachable Temporal is no fault: the status then says what the store knows.
 */
final class ExperimentStatusReader {
  private final ArtifactStore store;
  private final LiveView<LiveExperiment> live;
  private final Consumer<String> notes;
  private final Clock clock;
  private final Map<String, StandingReader> readers = new HashMap<>();

  /**
   * @param notes takes a line where Temporal does not answer
   */
  ExperimentStatusReader(
      ArtifactStore store, LiveView<LiveExperiment> live, Consumer<String> notes) {
    this(store, live, notes, Clock.systemUTC());
  }

  ExperimentStatusReader(
      ArtifactStore store, LiveView<LiveExperiment> live, Consumer<String> notes, Clock clock) {
    this.store = requireNonNull(store, "store is null");
    this.live = requireNonNull(live, "live is null");
    this.notes = requireNonNull(notes, "notes is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * Returns the status of an experiment.
   *
   * @throws CliError if the store knows none of that id
   */
  ExperimentStatus require(String id) throws IOException {
    // Temporal first: an experiment is done there only after its report is in the store.
    LiveView.Seen<LiveExperiment> seen = live.look(id, notes);
    Standing standing =
        readers
            .computeIfAbsent(id, name -> new StandingReader(store, name))
            .read()
            .orElseThrow(() -> CliError.unknown(id, store));
    LiveExperiment now = seen.now();
    if (now == null) {
      return without(standing, seen.answered());
    }
    return switch (now.state()) {
      case RUNNING -> running(standing, now.progress());
      case COMPLETED -> status(standing, "done", null);
      case CANCELLED -> status(standing, "cancelled", wayOn());
      case FAILED -> status(standing, "failed", now.reason());
      case TERMINATED -> status(standing, "failed", "its workflow is terminated; " + wayOn());
      case TIMED_OUT -> status(standing, "failed", "its workflow is timed out; " + wayOn());
    };
  }

  private ExperimentStatus without(Standing standing, boolean answered) {
    if (standing.reported()) {
      return status(standing, "done", null);
    }
    return answered
        ? status(standing, "lost", "Temporal knows nothing of it; " + wayOn())
        : running(standing, null);
  }

  private static String wayOn() {
    return "the same histochain experiment goes on where it was, finished steps are reused";
  }

  private ExperimentStatus running(Standing standing, @Nullable ExperimentProgress progress) {
    int round =
        progress == null || progress.rounds() == 0
            ? standing.inCourse()
            : Math.min(progress.round(), standing.rounds().size() - 1);
    return new ExperimentStatus(
        standing,
        "running",
        round,
        standing.rounds().get(round).secondsLeft(clock.instant()),
        null);
  }

  private static ExperimentStatus status(Standing standing, String state, @Nullable String reason) {
    return new ExperimentStatus(standing, state, standing.inCourse(), null, reason);
  }
}
