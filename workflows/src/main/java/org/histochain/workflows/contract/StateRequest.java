package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Asks that what people asked of a running chain be written to the store, where {@code status} and
 * {@code resume} find it.
 *
 * @param context for whom
 * @param spec the settings in force
 * @param paused whether the chain is paused, or will be as soon as the steps in course have stopped
 * @param note what people should know of its course; null: nothing
 */
public record StateRequest(
    StepContext context, ChainSpec spec, boolean paused, @Nullable String note) {
  public StateRequest {
    requireNonNull(context, "context is null");
    requireNonNull(spec, "spec is null");
  }
}
