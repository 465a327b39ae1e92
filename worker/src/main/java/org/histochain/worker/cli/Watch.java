package org.histochain.worker.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.function.Consumer;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.StoreUnavailableException;
import org.histochain.worker.runtime.WorkerSightings;
import org.jspecify.annotations.Nullable;

/**
 * Follows a chain or an experiment that other processes work on: one screen on a terminal, plain
 * lines elsewhere.
 */
final class Watch {
  private final Console console;
  private final Places places;
  private final String id;

  Watch(Console console, Places places, String id) {
    this.console = console;
    this.places = places;
    this.id = id;
  }

  /**
   * Returns the status with which it ended, whichever of the two it is.
   *
   * @param lines takes the plain lines
   */
  Followed follow(Consumer<String> lines) throws IOException, InterruptedException {
    return isExperiment(lines) ? experiment(lines) : chain(lines);
  }

  /** Asks a store that does not answer until it does. */
  private boolean isExperiment(Consumer<String> lines) throws IOException, InterruptedException {
    OnceOnly notes = new OnceOnly(lines);
    while (true) {
      try {
        return places.isExperiment(id);
      } catch (StoreUnavailableException away) {
        notes.accept("Waiting for the store: " + away.getMessage());
        Thread.sleep(Follower.SHORTEST_PAUSE);
      }
    }
  }

  /** Returns the status with which a chain ended. */
  ChainStatus chain(Consumer<String> lines) throws IOException, InterruptedException {
    FollowedView<ChainStatus> view =
        console.terminal()
            ? screen(
                (status, note, workers, link, size) ->
                    new ScreenText(status, note, workers, link).fit(size))
            : new ChainLines(new PlainProgress(lines));
    ArtifactStore store = places.store();
    ChainStatusReader reader = places.chains(view::note);
    return follow(
        "Chain", view, id -> reader.read(id).orElseThrow(() -> CliError.unknown(id, store)));
  }

  /** Returns the status with which an experiment ended. */
  ExperimentStatus experiment(Consumer<String> lines) throws IOException, InterruptedException {
    FollowedView<ExperimentStatus> view =
        console.terminal()
            ? screen(
                (status, note, workers, link, size) ->
                    new ExperimentScreenText(status, note, workers, link).fit(size))
            : new ExperimentLines(lines);
    return follow("Experiment", view, places.experiments(view::note)::require);
  }

  private <S extends Followed> S follow(String what, FollowedView<S> view, Look<S> look)
      throws IOException, InterruptedException {
    try (OnSignal _ = new OnSignal(() -> leave(what, view))) {
      return new Follower<>(look, view).follow(id);
    }
  }

  /** The view is closed first, so that what is said stays on the terminal. */
  private void leave(String what, FollowedView<?> view) {
    view.close();
    console.note("%s %s runs on; histochain watch %s follows it again".formatted(what, id, id));
  }

  /** Asks nothing of a Temporal that the status could not be asked of just before. */
  private <S> Screen<S> screen(Screen.Page<S> page) {
    WorkersLine workers =
        new WorkersLine(
            () ->
                places
                    .connected()
                    .flatMap(temporal -> new WorkerSightings(temporal, Clock.systemUTC()).look()));
    return new Screen<>(
        console.out(),
        TerminalSize::ofProcess,
        new Screen.Surroundings() {
          @Override
          public @Nullable String workers() {
            return workers.get();
          }

          @Override
          public @Nullable String link() {
            return places.connected().flatMap(temporal -> temporal.uiLink(id)).orElse(null);
          }
        },
        page);
  }
}
