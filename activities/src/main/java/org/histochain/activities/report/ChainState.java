package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What the store knows of a chain's state. Whether it is lost, Temporal knows.
 *
 * @param state the state
 * @param failureType stable type of the failure; null unless failed or cancelled
 * @param message what happened, and what to do; null where there is nothing to know
 * @param started when the chain first began, ISO 8601 in UTC
 * @param changed when the state was last written, ISO 8601 in UTC
 */
public record ChainState(
    Kind state,
    @Nullable String failureType,
    @Nullable String message,
    String started,
    String changed) {
  /** States, by the names that {@code status} uses. */
  public enum Kind {
    running,
    paused,
    done,
    failed,
    cancelled
  }

  public ChainState {
    requireNonNull(state, "state is null");
    requireNonNull(started, "started is null");
    requireNonNull(changed, "changed is null");
  }
}
