package org.histochain.workflows.experiment;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.StepTimeouts;
import org.histochain.workflows.contract.UserInput;
import org.jspecify.annotations.Nullable;

/**
 * Starts an experiment, or carries it across continue-as-new.
 *
 * @param plan blob of its plan
 * @param parallel families of chains that run at the same time, at least 1
 * @param timeouts of the steps; null: the defaults
 * @param searchable false where the namespace lacks search attributes; null: it has them
 * @param carried what was done in earlier runs of the same experiment; null at the start
 */
public record ExperimentRequest(
    ArtifactRef plan,
    int parallel,
    StepTimeouts timeouts,
    @Nullable Boolean searchable,
    @Nullable ExperimentCarried carried)
    implements UserInput {
  public ExperimentRequest(
      ArtifactRef plan,
      int parallel,
      @Nullable StepTimeouts timeouts,
      @Nullable Boolean searchable,
      @Nullable ExperimentCarried carried) {
    this.plan = requireNonNull(plan, "plan is null");
    this.parallel = Math.max(1, parallel);
    this.timeouts = requireNonNullElse(timeouts, StepTimeouts.DEFAULTS);
    this.searchable = searchable;
    this.carried = carried;
  }

  /** A new experiment in a namespace that has the search attributes. */
  public static ExperimentRequest of(ArtifactRef plan, int parallel) {
    return new ExperimentRequest(plan, parallel, StepTimeouts.DEFAULTS, null, null);
  }

  /** Returns this for a namespace that lacks search attributes. */
  public ExperimentRequest unsearchable() {
    return new ExperimentRequest(plan, parallel, timeouts, false, carried);
  }

  ExperimentRequest carrying(ExperimentCarried done) {
    return new ExperimentRequest(plan, parallel, timeouts, searchable, done);
  }
}
