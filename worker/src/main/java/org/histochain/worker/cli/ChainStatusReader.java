package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.ChainState;
import org.histochain.activities.report.Summary;
import org.histochain.worker.runtime.LiveChain;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;

/**
 * Reads a chain's status: results and state from the store, what is live from Temporal. An
 * unreachable Temporal is no fault: the status then says what the store knows.
 */
final class ChainStatusReader {
  private final ArtifactStore store;
  private final LiveView<LiveChain> live;
  private final Consumer<String> notes;

  /**
   * @param notes takes a line where Temporal does not answer
   */
  ChainStatusReader(ArtifactStore store, LiveView<LiveChain> live, Consumer<String> notes) {
    this.store = requireNonNull(store, "store is null");
    this.live = requireNonNull(live, "live is null");
    this.notes = requireNonNull(notes, "notes is null");
  }

  /**
   * Returns the status of a chain.
   *
   * @throws CliError if neither store nor Temporal knows it
   */
  ChainStatus require(String id) throws IOException {
    return read(id).orElseThrow(() -> CliError.unknownChain(id, store));
  }

  /** Returns the status of a chain; empty if neither store nor Temporal knows it. */
  Optional<ChainStatus> read(String id) throws IOException {
    ChainFolder folder = new ChainFolder(store, id);
    LiveView.Seen<LiveChain> seen = live.look(id, notes);
    // The state first: a summary read before its chain is done lacks the test scores.
    ChainState stored = folder.state().orElse(null);
    Optional<Summary> summary = folder.summary();
    if (summary.isEmpty()) {
      return Optional.ofNullable(seen.now()).map(chain -> closed(blank(id), chain, false));
    }
    return Optional.of(status(summary.get(), stored, seen.now(), seen.answered()));
  }

  private static ChainStatus status(
      Summary summary, @Nullable ChainState stored, @Nullable LiveChain now, boolean answered) {
    ChainState.Kind kind = stored == null ? ChainState.Kind.running : stored.state();
    boolean paused = kind == ChainState.Kind.paused;
    if (now != null && now.state() == LiveChain.State.RUNNING) {
      return running(summary, now, paused);
    }
    if (kind == ChainState.Kind.done) {
      return new ChainStatus(summary, "done", null, null, null, null);
    }
    if (kind != ChainState.Kind.running && !paused) {
      return new ChainStatus(
          summary,
          kind.name(),
          null,
          null,
          stored == null ? null : stored.failureType(),
          stored == null ? null : stored.message());
    }
    if (now != null) {
      return closed(summary, now, paused);
    }
    return answered
        ? new ChainStatus(
            summary,
            "lost",
            null,
            null,
            null,
            "Temporal knows nothing of it; histochain resume %s starts it again, finished steps are"
                    .formatted(summary.chain())
                + " reused")
        : new ChainStatus(summary, paused ? "paused" : "running", null, null, null, null);
  }

  /**
   * @param storedPaused what the store says, in case no worker answers
   */
  private static ChainStatus running(Summary summary, LiveChain now, boolean storedPaused) {
    boolean paused = now.progress() == null ? storedPaused : now.progress().paused();
    Optional<LiveChain.Step> step =
        now.steps().stream()
            .filter(LiveChain.Step::running)
            .findFirst()
            .or(() -> now.steps().stream().findFirst());
    StepProgress progress = step.map(LiveChain.Step::progress).orElse(null);
    String name =
        progress != null
            ? progress.step()
            : step.map(LiveChain.Step::activity)
                .orElse(now.progress() == null || paused ? null : now.progress().step());
    return new ChainStatus(
        summary,
        paused ? "paused" : "running",
        name,
        progress,
        null,
        step.map(ChainStatusReader::trouble)
            .or(() -> Optional.ofNullable(paused ? wayOn(summary.chain(), step.isPresent()) : null))
            .orElse(now.progress() == null ? null : now.progress().note()));
  }

  private static String wayOn(String id, boolean step) {
    return (step ? "the step in course stops at a checkpoint if it trains, else at its end; " : "")
        + "histochain resume %s goes on".formatted(id);
  }

  /** What keeps a step from getting on; null: nothing. */
  private static @Nullable String trouble(LiveChain.Step step) {
    if (step.lastFailure() != null) {
      return "attempt %d of %s, after: %s"
          .formatted(step.attempt(), step.activity(), step.lastFailure());
    }
    return step.running() ? null : step.activity() + " waits for a worker";
  }

  private static ChainStatus closed(Summary summary, LiveChain now, boolean paused) {
    return switch (now.state()) {
      case RUNNING -> running(summary, now, paused);
      case COMPLETED -> new ChainStatus(summary, "done", null, null, null, null);
      case CANCELLED -> new ChainStatus(summary, "cancelled", null, null, null, null);
      case FAILED, TERMINATED, TIMED_OUT ->
          new ChainStatus(
              summary,
              "failed",
              null,
              null,
              null,
              "its workflow is %s; histochain resume %s starts it again, finished steps are reused"
                  .formatted(word(now.state()), summary.chain()));
    };
  }

  private static String word(LiveChain.State state) {
    return switch (state) {
      case FAILED -> "failed";
      case TERMINATED -> "terminated";
      case TIMED_OUT -> "timed out";
      case RUNNING, COMPLETED, CANCELLED -> "ended";
    };
  }

  /** Temporal has the chain, and no worker has written its settings to the store yet. */
  static Summary blank(String id) {
    return new Summary(
        Summary.SCHEMA,
        id,
        "",
        List.of(),
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        new Summary.Baselines(null),
        List.of(),
        null,
        List.of(),
        null,
        0);
  }
}
