package org.histochain.worker.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.experiment.Plan;
import org.histochain.activities.experiment.PlanRun;
import org.histochain.activities.experiment.Tunable;
import org.histochain.worker.settings.ExperimentFile;
import org.histochain.workflows.contract.DatasetRef;
import org.jspecify.annotations.Nullable;

/** Turns an experiment file into a plan that holds no name and no path any more. */
final class ExperimentPlanner {
  private final ChainResolver resolver;

  ExperimentPlanner(ChainResolver resolver) {
    this.resolver = requireNonNull(resolver, "resolver is null");
  }

  /**
   * Returns the plan; the data set is imported first if it is not in the store.
   *
   * @throws CliError if settings do not fit the data set
   */
  Plan plan(ExperimentFile file) throws IOException {
    List<ExperimentFile.Run> runs = file.runs();
    DatasetRef dataset = resolver.bring(runs.getFirst().chain());
    return new Plan(
        Plan.SCHEMA,
        file.source(),
        tunable(file, dataset),
        resolved(runs, dataset),
        file.tuned(),
        file.references(),
        file.claims(),
        file.audits().isEmpty() ? null : file.audits());
  }

  private @Nullable Tunable tunable(ExperimentFile file, DatasetRef dataset) throws IOException {
    ExperimentFile.Tuning tune = file.tune();
    return tune == null
        ? null
        : new Tunable(
            resolved(file.tuningRuns(), dataset), tune.candidates(), tune.rungs(), tune.share());
  }

  private List<PlanRun> resolved(List<ExperimentFile.Run> runs, DatasetRef dataset)
      throws IOException {
    List<PlanRun> resolved = new ArrayList<>();
    for (ExperimentFile.Run run : runs) {
      resolved.add(
          new PlanRun(
              run.arm(),
              run.fraction(),
              run.draw(),
              run.seed(),
              resolver.resolve(run.chain(), dataset)));
    }
    return resolved;
  }
}
