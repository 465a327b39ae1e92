package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.histochain.activities.report.Summary;
import org.histochain.activities.step.Json;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.StepProgress;
import org.jspecify.annotations.Nullable;

/**
 * A chain as {@code status} shows it.
 *
 * @param summary what is known of its result
 * @param state running, paused, done, failed, cancelled or lost
 * @param step step in course; null where none is known
 * @param progress how far that step is; null where not known
 * @param failureType stable type of the failure; null unless the store holds one
 * @param message why it failed; null unless it did
 */
record ChainStatus(
    Summary summary,
    String state,
    @Nullable String step,
    @Nullable StepProgress progress,
    @Nullable String failureType,
    @Nullable String message)
    implements Followed {
  ChainStatus {
    requireNonNull(summary, "summary is null");
    requireNonNull(state, "state is null");
  }

  @Override
  public boolean ended() {
    return !state.equals("running") && !state.equals("paused");
  }

  @Override
  public int exitCode() {
    if (state.equals("done")) {
      return ExitCodes.DONE;
    }
    boolean wrongInput =
        FailureTypes.INVALID_CHAIN.equals(failureType)
            || FailureTypes.INVALID_DATASET.equals(failureType);
    return wrongInput ? ExitCodes.WRONG_INPUT : ExitCodes.FAILED;
  }

  /** Returns the summary's object with {@code state}, {@code step} and {@code progress}. */
  @Override
  public ObjectNode json() {
    ObjectNode view = Json.mapper().valueToTree(summary);
    view.put("state", state);
    view.put("step", step);
    view.set("progress", Json.mapper().valueToTree(progress));
    view.put("message", message);
    return view;
  }

  @Override
  public List<String> text() {
    return StatusText.of(this);
  }
}
