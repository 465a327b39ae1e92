package org.histochain.bench;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.baseline.ColourBaseline;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.filtering.FilterStep;
import org.histochain.activities.filtering.IndexStep;
import org.histochain.activities.inference.EvaluateStep;
import org.histochain.activities.inference.Inference;
import org.histochain.activities.inference.PseudoLabelStep;
import org.histochain.activities.network.NumericFamily;
import org.histochain.activities.preparation.PrepareStep;
import org.histochain.activities.report.GalleryWriter;
import org.histochain.activities.report.RecordStagesStep;
import org.histochain.activities.report.ReportStep;
import org.histochain.activities.step.Producer;
import org.histochain.activities.step.StepRunner;
import org.histochain.activities.training.TrainStep;
import org.histochain.workflows.contract.ModelInput;

/** The steps of a chain without Temporal around them, and without checkpoints. */
public record PlainSteps(
    PrepareStep prepare,
    ColourBaseline baseline,
    TrainStep train,
    PseudoLabelStep pseudoLabel,
    EvaluateStep evaluate,
    IndexStep index,
    FilterStep filter,
    RecordStagesStep record,
    ReportStep report) {
  private static final CheckpointRhythm NEVER =
      new CheckpointRhythm(Duration.ofDays(1), Long.MAX_VALUE);

  /** Returns steps whose artifacts are those, and which meter themselves there. */
  public static PlainSteps over(Artifacts artifacts, MeterRegistry meters) {
    Producer producer = new Producer("bench", NumericFamily.current());
    StepRunner runner = new StepRunner(artifacts, producer, meters);
    Datasets datasets = new Datasets(artifacts);
    PatchLoader patches = new PatchLoader(artifacts, artifacts.cache().scratch());
    Inference inference = new Inference(artifacts, datasets, patches, meters);
    ColourBaseline baseline = new ColourBaseline(artifacts, runner, datasets, patches);
    return new PlainSteps(
        new PrepareStep(artifacts, runner, datasets, patches),
        baseline,
        new TrainStep(artifacts, runner, datasets, patches, NEVER, meters),
        new PseudoLabelStep(artifacts, runner, datasets, patches, inference),
        new EvaluateStep(artifacts, runner, inference),
        new IndexStep(artifacts),
        new FilterStep(artifacts, runner),
        new RecordStagesStep(artifacts, meters),
        new ReportStep(
            artifacts,
            runner,
            producer,
            (input, model, ids, monitor) ->
                inference.probabilities(input, model, ids, "report", monitor),
            (request, monitor) ->
                baseline.run(
                    request.context(),
                    ModelInput.of(request.spec(), request.prepared()),
                    List.of(
                        new ColourBaseline.Part(
                            request.prepared().tables().labelled(),
                            request.prepared().tables().test())),
                    request.spec().seed(),
                    monitor),
            new GalleryWriter(artifacts, datasets, patches)));
  }
}
