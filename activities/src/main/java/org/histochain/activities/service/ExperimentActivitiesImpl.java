package org.histochain.activities.service;

import org.histochain.activities.experiment.Experiments;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ExperimentActivities;
import org.histochain.workflows.contract.PlannedRuns;
import org.histochain.workflows.contract.Round;
import org.histochain.workflows.contract.RoundRequest;
import org.histochain.workflows.contract.RunsRequest;

/** What an experiment does besides its chains, as activities. */
final class ExperimentActivitiesImpl implements ExperimentActivities {
  private final StepSession session;
  private final Experiments experiments;

  ExperimentActivitiesImpl(StepSession session, Experiments experiments) {
    this.session = session;
    this.experiments = experiments;
  }

  @Override
  public Round openRound(RoundRequest request) {
    return session.attended("open round", monitor -> experiments.open(request));
  }

  @Override
  public PlannedRuns plannedRuns(RunsRequest request) {
    return session.attended("planned runs", monitor -> experiments.runs(request));
  }

  @Override
  public ArtifactRef chooseSettings(RoundRequest request) {
    return session.attended("choose settings", monitor -> experiments.choose(request));
  }

  @Override
  public ArtifactRef reportExperiment(RoundRequest request) {
    return session.attended("experiment's report", monitor -> experiments.report(request, monitor));
  }
}
