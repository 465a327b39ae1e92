package org.histochain.worker.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.function.Consumer;
import org.histochain.worker.runtime.WorkerSightings;
import org.jspecify.annotations.Nullable;

/**
 * Follows a chain that other processes work on: one screen on a terminal, plain lines elsewhere.
 */
final class ChainWatch {
  private final Console console;
  private final Places places;
  private final String id;

  ChainWatch(Console console, Places places, String id) {
    this.console = console;
    this.places = places;
    this.id = id;
  }

  /**
   * Returns the status with which the chain ended.
   *
   * @param lines takes the plain lines
   */
  ChainStatus follow(Consumer<String> lines) throws IOException, InterruptedException {
    ChainView view = console.terminal() ? screen() : new ChainLines(new PlainProgress(lines));
    ChainStatusReader reader = places.chains(view::note);
    try (OnSignal _ = new OnSignal(() -> leave(view))) {
      return new ChainFollower(reader, view).follow(id);
    }
  }

  /** The view is closed first, so that what is said stays on the terminal. */
  private void leave(ChainView view) {
    view.close();
    console.note("Chain %s runs on; histochain watch %s follows it again".formatted(id, id));
  }

  /** Asks nothing of a Temporal that the chain's status could not be asked of just before. */
  private ChainView screen() {
    WorkersLine workers =
        new WorkersLine(
            () ->
                places
                    .connected()
                    .flatMap(temporal -> new WorkerSightings(temporal, Clock.systemUTC()).look()));
    return new ChainScreen(
        console.out(),
        TerminalSize::ofProcess,
        new ChainScreen.Surroundings() {
          @Override
          public @Nullable String workers() {
            return workers.get();
          }

          @Override
          public @Nullable String link() {
            return places.connected().flatMap(temporal -> temporal.uiLink(id)).orElse(null);
          }
        });
  }
}
