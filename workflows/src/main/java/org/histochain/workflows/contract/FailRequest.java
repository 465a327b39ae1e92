package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * Asks that a chain's failure be written to the store, where {@code status} finds it.
 *
 * @param context for whom
 * @param type the failure's stable type
 * @param message what happened, and what to do
 */
public record FailRequest(StepContext context, String type, String message) {
  public FailRequest {
    requireNonNull(context, "context is null");
    requireNonNull(type, "type is null");
    requireNonNull(message, "message is null");
  }
}
