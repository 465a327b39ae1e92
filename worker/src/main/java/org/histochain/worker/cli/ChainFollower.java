package org.histochain.worker.cli;

import java.io.IOException;
import java.time.Duration;
import org.histochain.activities.artifact.StoreUnavailableException;

/**
 * Follows a chain until it ends, whatever restarts meanwhile: a store that does not answer is
 * waited for, and without Temporal the store is asked alone.
 */
final class ChainFollower {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ChainStatusReader reader;
  private final ChainView view;

  ChainFollower(ChainStatusReader reader, ChainView view) {
    this.reader = reader;
    this.view = view;
  }

  /** Returns the status with which the chain ended. */
  ChainStatus follow(String id) throws IOException, InterruptedException {
    try {
      while (true) {
        try {
          ChainStatus status = reader.require(id);
          view.show(status);
          if (status.ended()) {
            return status;
          }
        } catch (StoreUnavailableException away) {
          view.note("Waiting for the store: " + away.getMessage());
        }
        Thread.sleep(PAUSE);
      }
    } finally {
      view.close();
    }
  }
}
