package org.histochain.activities.service;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.audit.AuditReport;
import org.histochain.activities.audit.AuditStep;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.inference.Inference;
import org.histochain.activities.network.NumericFamily;
import org.histochain.activities.step.Producer;
import org.histochain.activities.step.StepRunner;

/**
 * The audit of finished chains, put together for a process that is no worker.
 *
 * @param step does it
 * @param report writes it down
 */
public record AuditService(AuditStep step, AuditReport report) {
  public AuditService {
    requireNonNull(step, "step is null");
    requireNonNull(report, "report is null");
  }

  /**
   * Puts the parts together.
   *
   * @param artifacts the store, through the cache of this machine
   * @param scratch folder for decoded and perturbed patches; may be deleted between runs
   * @param version version of Histochain
   * @param meters where the steps' meters are registered
   */
  public static AuditService create(
      Artifacts artifacts, Path scratch, String version, MeterRegistry meters) {
    Producer producer = new Producer(version, NumericFamily.current());
    Datasets datasets = new Datasets(artifacts);
    PatchLoader patches = new PatchLoader(artifacts, scratch);
    Inference inference = new Inference(artifacts, datasets, patches, meters);
    return new AuditService(
        new AuditStep(
            artifacts,
            new StepRunner(artifacts, producer, meters),
            datasets,
            patches,
            (input, model, decoded, monitor) ->
                inference.probabilities(input, model, decoded, "audit", monitor),
            scratch),
        new AuditReport(artifacts, datasets, patches, producer));
  }
}
