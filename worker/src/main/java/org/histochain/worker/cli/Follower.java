package org.histochain.worker.cli;

import java.io.IOException;
import java.time.Duration;
import org.histochain.activities.artifact.StoreUnavailableException;

/**
 * Follows a chain or an experiment until it ends, whatever restarts meanwhile: a store that does
 * not answer is waited for, and without Temporal the store is asked alone.
 *
 * @param <S> its status
 */
final class Follower<S extends Followed> {
  static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** A look takes 1 / 50 of the time, for the cores are the steps' where all is on one machine. */
  private static final int COST_SHARE = 50;

  private final Look<S> look;
  private final FollowedView<S> view;

  Follower(Look<S> look, FollowedView<S> view) {
    this.look = look;
    this.view = view;
  }

  /** Returns the status with which it ended. */
  S follow(String id) throws IOException, InterruptedException {
    try {
      while (true) {
        long begun = System.nanoTime();
        try {
          S status = look.look(id);
          view.show(status);
          if (status.ended()) {
            return status;
          }
        } catch (StoreUnavailableException away) {
          view.note("Waiting for the store: " + away.getMessage());
        }
        Thread.sleep(pauseAfter(Duration.ofNanos(System.nanoTime() - begun)));
      }
    } finally {
      view.close();
    }
  }

  /** Returns how long to wait until the next look, after one that took that long. */
  static Duration pauseAfter(Duration look) {
    return Duration.ofNanos(
        Math.clamp(
            look.multipliedBy(COST_SHARE).toNanos(),
            SHORTEST_PAUSE.toNanos(),
            LONGEST_PAUSE.toNanos()));
  }
}
