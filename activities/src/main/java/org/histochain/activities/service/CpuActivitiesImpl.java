package org.histochain.activities.service;

import java.io.IOException;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.filtering.FilterStep;
import org.histochain.activities.filtering.IndexStep;
import org.histochain.activities.inference.PoolFoldsStep;
import org.histochain.activities.preparation.PrepareStep;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.RecordStagesStep;
import org.histochain.activities.report.ReportStep;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.CpuActivities;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.FailRequest;
import org.histochain.workflows.contract.FilterRequest;
import org.histochain.workflows.contract.Filtered;
import org.histochain.workflows.contract.IndexRequest;
import org.histochain.workflows.contract.PoolFoldsRequest;
import org.histochain.workflows.contract.PrepareRequest;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.RecordRequest;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.Reported;
import org.histochain.workflows.contract.StateRequest;
import org.histochain.workflows.contract.StepContext;

/** The steps around the networks as activities. */
final class CpuActivitiesImpl implements CpuActivities {
  private final StepSession session;
  private final Artifacts artifacts;
  private final PrepareStep prepare;
  private final Baselines baselines;
  private final PoolFoldsStep poolFolds;
  private final IndexStep index;
  private final FilterStep filter;
  private final RecordStagesStep recordStages;
  private final ReportStep report;

  CpuActivitiesImpl(
      StepSession session,
      Artifacts artifacts,
      PrepareStep prepare,
      Baselines baselines,
      PoolFoldsStep poolFolds,
      IndexStep index,
      FilterStep filter,
      RecordStagesStep recordStages,
      ReportStep report) {
    this.session = session;
    this.artifacts = artifacts;
    this.prepare = prepare;
    this.baselines = baselines;
    this.poolFolds = poolFolds;
    this.index = index;
    this.filter = filter;
    this.recordStages = recordStages;
    this.report = report;
  }

  @Override
  public Prepared prepare(PrepareRequest request) {
    return session.attended(
        "prepare",
        monitor -> {
          ChainFolder folder = folder(request.context());
          folder.begin(request.spec());
          Prepared prepared =
              baselines.validated(
                  request.context(), request.spec(), prepare.run(request, monitor), monitor);
          folder.recordPrepared(prepared);
          return prepared;
        });
  }

  @Override
  public ArtifactRef indexScores(IndexRequest request) {
    return session.attended("index", monitor -> index.run(request));
  }

  @Override
  public Evaluated poolFolds(PoolFoldsRequest request) {
    return session.attended("pool folds", monitor -> poolFolds.run(request));
  }

  @Override
  public Filtered filter(FilterRequest request) {
    return session.attended("filter", monitor -> filter.run(request, monitor));
  }

  @Override
  public ArtifactRef recordStages(RecordRequest request) {
    return session.attended("record stages", monitor -> recordStages.run(request));
  }

  @Override
  public Reported report(ReportRequest request) {
    return session.attended("report", monitor -> report.run(request, monitor));
  }

  @Override
  public void endWithTestShut(StepContext context) {
    session.attended(
        "end before the report",
        monitor -> {
          folder(context).endWithTestShut();
          return context;
        });
  }

  @Override
  public void recordState(StateRequest request) {
    session.attended(
        "record state",
        monitor -> {
          folder(request.context()).steered(request.spec(), request.paused(), request.note());
          return request;
        });
  }

  @Override
  public void recordFailure(FailRequest request) {
    session.attended(
        "record failure",
        monitor -> {
          folder(request.context()).failed(request.type(), request.message());
          return request;
        });
  }

  private ChainFolder folder(StepContext context) throws IOException {
    return new ChainFolder(artifacts.store(), context.chainId());
  }
}
