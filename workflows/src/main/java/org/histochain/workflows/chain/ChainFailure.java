package org.histochain.workflows.chain;

import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import org.histochain.workflows.contract.FailureTypes;
import org.jspecify.annotations.Nullable;

/**
 * Why a chain ends without a report: what is left when activities and children are peeled off.
 *
 * @param type stable type
 * @param message one line
 */
record ChainFailure(String type, String message) {
  private static final int LONGEST_MESSAGE = 1000;

  static ChainFailure of(TemporalFailure failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case ApplicationFailure thrown -> {
          return new ChainFailure(thrown.getType(), oneLine(thrown.getOriginalMessage()));
        }
        case CanceledFailure cancelled -> {
          return cancelled();
        }
        case TerminatedFailure terminated -> {
          return new ChainFailure(
              FailureTypes.STEP_FAILED,
              "a child workflow was terminated; finished steps are kept, `resume` goes on");
        }
        case TimeoutFailure timeout -> {
          return new ChainFailure(
              FailureTypes.STEP_FAILED,
              "timed out ("
                  + timeout.getTimeoutType()
                  + "); finished steps are kept, `resume` goes on");
        }
        default -> {}
      }
    }
    return new ChainFailure(FailureTypes.STEP_FAILED, oneLine(failure.getMessage()));
  }

  static ChainFailure cancelled() {
    return new ChainFailure(
        FailureTypes.CANCELLED, "cancelled; finished steps are kept, `resume` goes on");
  }

  ApplicationFailure asFailure(Throwable cause) {
    return ApplicationFailure.newNonRetryableFailureWithCause(message, type, cause);
  }

  private static String oneLine(@Nullable String message) {
    String line = message == null ? "" : message.strip().lines().findFirst().orElse("");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }
}
