package org.histochain.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Steps that need no network but the report's scoring; queue {@link TaskQueues#CPU}. */
@ActivityInterface
public interface CpuActivities {
  /** Checks the chain, writes {@code chains/<id>/chain.json} and draws its tables. */
  @ActivityMethod(name = "prepare")
  Prepared prepare(PrepareRequest request);

  /** Writes one index over score tables or over indices. */
  @ActivityMethod(name = "indexScores")
  ArtifactRef indexScores(IndexRequest request);

  /** Scores the pooled out-of-fold predictions of a stage. */
  @ActivityMethod(name = "poolFolds")
  Evaluated poolFolds(PoolFoldsRequest request);

  /** Keeps the K most confident patches of each class. */
  @ActivityMethod(name = "filter")
  Filtered filter(FilterRequest request);

  /** Appends stages to the chain's stage list and returns the new list. */
  @ActivityMethod(name = "recordStages")
  ArtifactRef recordStages(RecordRequest request);

  /** Scores all stages on test and writes the report; the only step that reads test. */
  @ActivityMethod(name = "report")
  Reported report(ReportRequest request);

  /** Writes down that the chain is done, and that it ended before its report: test stays shut. */
  @ActivityMethod(name = "endWithTestShut")
  void endWithTestShut(StepContext context);

  /** Writes down what people asked of the running chain. */
  @ActivityMethod(name = "recordState")
  void recordState(StateRequest request);

  /** Writes down that the chain failed, and why. */
  @ActivityMethod(name = "recordFailure")
  void recordFailure(FailRequest request);
}
