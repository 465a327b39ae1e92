package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

/**
 * How an experiment ended.
 *
 * @param state {@code done}, {@code failed}, {@code cancelled} or {@code lost}
 */
record ExperimentOutcome(String state) {
  ExperimentOutcome {
    requireNonNull(state, "state is null");
  }

  boolean done() {
    return state.equals("done");
  }

  int exitCode() {
    return done() ? ExitCodes.DONE : ExitCodes.FAILED;
  }
}
