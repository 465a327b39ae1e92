package org.histochain.activities.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.audit.AuditStep;
import org.histochain.activities.baseline.ColourBaseline;
import org.histochain.activities.baseline.ColourFeatures;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.filtering.FilterStep;
import org.histochain.activities.filtering.IndexStep;
import org.histochain.activities.inference.EvaluateStep;
import org.histochain.activities.inference.Inference;
import org.histochain.activities.inference.PoolFoldsStep;
import org.histochain.activities.inference.PseudoLabelStep;
import org.histochain.activities.network.NumericFamily;
import org.histochain.activities.preparation.PrepareStep;
import org.histochain.activities.report.GalleryWriter;
import org.histochain.activities.report.RecordStagesStep;
import org.histochain.activities.report.ReportStep;
import org.histochain.activities.step.Producer;
import org.histochain.activities.step.StepRunner;
import org.histochain.activities.training.TrainStep;

/** The steps of a chain, and its audit, over one store, without Temporal around them. */
public record ChainSteps(
    PrepareStep prepare,
    ColourBaseline baseline,
    PoolFoldsStep poolFolds,
    TrainStep train,
    PseudoLabelStep pseudoLabel,
    EvaluateStep evaluate,
    IndexStep index,
    FilterStep filter,
    RecordStagesStep record,
    ReportStep report,
    AuditStep audit) {
  /**
   * Puts the steps together.
   *
   * @param artifacts the store, through the cache of this machine
   * @param scratch folder for decoded patches; may be deleted between runs
   * @param rhythm when training keeps checkpoints
   * @param version version of Histochain
   * @param meters where the steps' meters are registered
   */
  public static ChainSteps create(
      Artifacts artifacts,
      Path scratch,
      CheckpointRhythm rhythm,
      String version,
      MeterRegistry meters) {
    Producer producer = new Producer(version, NumericFamily.current());
    StepRunner runner = new StepRunner(artifacts, producer, meters);
    Datasets datasets = new Datasets(artifacts);
    PatchLoader patches = new PatchLoader(artifacts, scratch);
    Inference inference = new Inference(artifacts, datasets, patches, meters);
    ColourBaseline baseline =
        new ColourBaseline(artifacts, runner, datasets, patches, ColourFeatures.histogram);
    return new ChainSteps(
        new PrepareStep(artifacts, runner, datasets, patches),
        baseline,
        new PoolFoldsStep(artifacts, runner),
        new TrainStep(artifacts, runner, datasets, patches, rhythm, meters),
        new PseudoLabelStep(artifacts, runner, datasets, patches, inference),
        new EvaluateStep(artifacts, runner, inference),
        new IndexStep(artifacts),
        new FilterStep(artifacts, runner),
        new RecordStagesStep(artifacts, meters),
        new ReportStep(
            artifacts,
            runner,
            producer,
            new TestScorer(inference),
            new Baselines(baseline),
            new GalleryWriter(artifacts, datasets, patches)),
        new AuditStep(
            artifacts,
            runner,
            datasets,
            patches,
            (input, model, decoded, monitor) ->
                inference.probabilities(input, model, decoded, "audit", monitor),
            scratch));
  }
}
