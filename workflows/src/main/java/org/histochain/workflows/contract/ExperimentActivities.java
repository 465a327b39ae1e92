package org.histochain.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What an experiment does besides its chains; queue {@link TaskQueues#CPU}. */
@ActivityInterface
public interface ExperimentActivities {
  /** Says what there is to run in a round. */
  @ActivityMethod(name = "openRound")
  Round openRound(RoundRequest request);

  /** Returns some of a family's runs. */
  @ActivityMethod(name = "plannedRuns")
  PlannedRuns plannedRuns(RunsRequest request);

  /** Chooses among settings by what a round's chains reached on validation. */
  @ActivityMethod(name = "chooseSettings")
  ArtifactRef chooseSettings(RoundRequest request);

  /** Writes the report over the chains of the last round, and returns its results. */
  @ActivityMethod(name = "reportExperiment")
  ArtifactRef reportExperiment(RoundRequest request);
}
