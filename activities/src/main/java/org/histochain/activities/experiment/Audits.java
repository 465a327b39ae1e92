package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.audit.AuditRequest;
import org.histochain.activities.audit.AuditStep;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.Summary;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.AuditRunRequest;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;
import org.histochain.workflows.contract.StepContext;
import org.jspecify.annotations.Nullable;

/** Audits the best models of an experiment's runs. Doing it again finds what was scored. */
public final class Audits {
  private final Artifacts artifacts;
  private final AuditStep step;

  /**
   * @param artifacts where plans and chains are
   * @param step audits one chain
   */
  public Audits(Artifacts artifacts, AuditStep step) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.step = requireNonNull(step, "step is null");
  }

  /** Audits one run, if it has a result and a test patch. */
  public void run(AuditRunRequest request, StepMonitor monitor) throws IOException {
    String experiment = request.round().experiment();
    Rounds.NamedRun run =
        new Rounds(experiment, Experiments.plan(artifacts, request.round()))
            .audited(Experiments.tuning(artifacts, request.round()))
            .get(request.run());
    AuditRequest audit = audit(run);
    if (audit != null) {
      new ExperimentFolder(artifacts.store(), experiment).recordAudit(step.run(audit, monitor));
    }
  }

  private @Nullable AuditRequest audit(Rounds.NamedRun run) throws IOException {
    ChainFolder folder = new ChainFolder(artifacts.store(), run.chain());
    Summary summary = folder.isDone() ? folder.summary().orElse(null) : null;
    Prepared prepared = folder.prepared().orElse(null);
    if (summary == null
        || summary.best() == null
        || prepared == null
        || prepared.counts().test() == 0) {
      return null;
    }
    StageRecord best = stage(folder, summary.best().iteration());
    return new AuditRequest(
        new StepContext(run.chain(), best.iteration()),
        run.run().spec(),
        prepared,
        best.iteration(),
        best.model().model());
  }

  private static StageRecord stage(ChainFolder folder, int iteration) throws IOException {
    return folder.stages().stream()
        .filter(stage -> stage.iteration() == iteration)
        .filter(stage -> stage.stage() != StageName.pretrained)
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "chain %s has no stage of iteration %d"
                        .formatted(folder.chainId(), iteration)));
  }
}
