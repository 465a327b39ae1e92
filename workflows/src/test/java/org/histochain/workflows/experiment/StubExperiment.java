package org.histochain.workflows.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.histochain.workflows.chain.StubSteps;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.AuditActivities;
import org.histochain.workflows.contract.ExperimentActivities;
import org.histochain.workflows.contract.PlannedRun;
import org.histochain.workflows.contract.PlannedRuns;
import org.histochain.workflows.contract.Round;
import org.histochain.workflows.contract.RoundRequest;
import org.histochain.workflows.contract.RunsRequest;
import org.jspecify.annotations.Nullable;

/** An experiment's activities over a plan that stands in the test, a page of two runs at a time. */
final class StubExperiment implements ExperimentActivities {
  private static final int PAGE = 2;

  final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  final AtomicReference<RoundRequest> reported = new AtomicReference<>();
  private final List<List<List<PlannedRun>>> rounds;
  private final @Nullable Integer audits;

  /**
   * @param rounds runs by round and family
   */
  StubExperiment(List<List<List<PlannedRun>>> rounds) {
    this(rounds, null);
  }

  /**
   * @param audits how many runs are audited; null: an experiment from before there were audits
   */
  StubExperiment(List<List<List<PlannedRun>>> rounds, @Nullable Integer audits) {
    this.rounds = rounds;
    this.audits = audits;
  }

  /** Returns the audits, which are done on another queue; the one of run 1 fails for good. */
  AuditActivities audits() {
    return request -> {
      calls.add("audit " + request.run());
      if (request.run() == 1) {
        throw StubSteps.permanent("InvalidDataset", "there is nothing to audit");
      }
    };
  }

  @Override
  public Round openRound(RoundRequest request) {
    calls.add("open " + request.round());
    return new Round(
        rounds.size(),
        rounds.get(request.round()).stream().map(List::size).toList(),
        request.round() == rounds.size() - 1 ? audits : null);
  }

  @Override
  public PlannedRuns plannedRuns(RunsRequest request) {
    List<PlannedRun> family = rounds.get(request.round().round()).get(request.family());
    return new PlannedRuns(
        family.subList(request.from(), Math.min(request.from() + PAGE, family.size())));
  }

  @Override
  public ArtifactRef chooseSettings(RoundRequest request) {
    calls.add("choose " + request.round());
    return StubSteps.artifact("tuning-" + request.round());
  }

  @Override
  public ArtifactRef reportExperiment(RoundRequest request) {
    calls.add("report");
    reported.set(request);
    return StubSteps.artifact("results");
  }
}
