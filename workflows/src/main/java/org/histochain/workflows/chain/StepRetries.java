package org.histochain.workflows.chain;

import io.temporal.common.RetryOptions;
import java.time.Duration;

/** How steps are tried again: without end, at most half a minute apart. */
public final class StepRetries {
  /** Attempts are not counted: a store or a worker that is away for a day costs a day. */
  public static final RetryOptions UNLIMITED =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofSeconds(30))
          .build();

  private StepRetries() {}
}
