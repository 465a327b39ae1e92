package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.histochain.activities.experiment.Standing;
import org.histochain.activities.step.Json;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as {@code status} shows it.
 *
 * @param standing what the store knows
 * @param state running, done, failed, cancelled or lost
 * @param round index of the round in course
 * @param secondsLeft until that round has ended, by the chains that are done; null where not known
 * @param reason why it failed, or how to go on; null where there is nothing to know
 */
record ExperimentStatus(
    Standing standing,
    String state,
    int round,
    @Nullable Double secondsLeft,
    @Nullable String reason)
    implements Followed {
  ExperimentStatus {
    requireNonNull(standing, "standing is null");
    requireNonNull(state, "state is null");
  }

  Standing.Round current() {
    return standing.rounds().get(round);
  }

  @Override
  public boolean ended() {
    return !state.equals("running");
  }

  @Override
  public int exitCode() {
    return state.equals("done") ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  /** Returns the standing's object with {@code state}, {@code round} and what is left. */
  @Override
  public ObjectNode json() {
    ObjectNode view = Json.mapper().valueToTree(standing);
    view.put("state", state);
    view.put("round", round);
    view.put("secondsLeft", secondsLeft);
    view.put("message", reason);
    return view;
  }

  @Override
  public List<String> text() {
    return ExperimentText.of(this);
  }
}
