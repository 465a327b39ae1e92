package org.histochain.workflows.chain;

import io.temporal.workflow.Workflow;
import java.util.HashSet;
import java.util.Set;
import org.histochain.workflows.contract.FailureTypes;
import org.slf4j.Logger;

/**
 * Decides what a missing artifact means for a chain. Every step looks whether its finished outputs
 * are whole before it returns them, so going through all steps once more makes again what is gone,
 * and reuses the rest. What no step makes, such as the images, is missing again afterwards.
 */
final class Healing {
  private static final Logger LOG = Workflow.getLogger(Healing.class);

  /** Chains from before this fail at once, as they did. */
  private static final String CHANGE = "missingArtifactsAreMadeAgain";

  /** A store that loses artifacts faster than they are made again is no place for a chain. */
  private static final int MOST = 10;

  private final Set<String> missed = new HashSet<>();

  /** Returns whether to go through the steps once more after {@code failure}. */
  boolean heals(ChainFailure failure) {
    if (!failure.type().equals(FailureTypes.MISSING_ARTIFACT)
        || Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION
        || missed.size() == MOST
        || !missed.add(failure.message())) {
      return false;
    }
    LOG.warn("Going through the steps once more: {}", failure.message());
    return true;
  }

  /** Times that the steps were gone through once more. */
  int times() {
    return missed.size();
  }
}
