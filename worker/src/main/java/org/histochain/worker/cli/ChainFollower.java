package org.histochain.worker.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.histochain.activities.artifact.StoreUnavailableException;
import org.histochain.activities.report.Summary;
import org.jspecify.annotations.Nullable;

/**
 * Follows a chain until it ends, whatever restarts meanwhile: a store that does not answer is
 * waited for, and without Temporal the store is asked alone.
 */
final class ChainFollower {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ChainStatusReader reader;
  private final ProgressView view;

  ChainFollower(ChainStatusReader reader, ProgressView view) {
    this.reader = reader;
    this.view = view;
  }

  /** Returns the status with which the chain ended. */
  ChainStatus follow(String id) throws IOException, InterruptedException {
    int shown = 0;
    @Nullable String trouble = null;
    try {
      while (true) {
        try {
          ChainStatus status = reader.require(id);
          List<Summary.Stage> stages = status.summary().stages();
          stages.stream().skip(shown).map(StatusText::stage).forEach(view::line);
          shown = stages.size();
          if (status.ended()) {
            return status;
          }
          if (status.message() != null && !status.message().equals(trouble)) {
            view.line(status.message());
          }
          trouble = status.message();
          view.step(Objects.requireNonNullElse(status.step(), "waiting"), status.progress());
        } catch (StoreUnavailableException away) {
          if (!"store".equals(trouble)) {
            view.line("Waiting for the store: " + away.getMessage());
          }
          trouble = "store";
        }
        Thread.sleep(PAUSE);
      }
    } finally {
      view.close();
    }
  }
}
