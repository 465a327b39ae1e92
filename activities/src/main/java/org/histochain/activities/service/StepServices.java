package org.histochain.activities.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.baseline.ColourBaseline;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.experiment.Experiments;
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
import org.histochain.activities.step.RunningSteps;
import org.histochain.activities.step.StepRunner;
import org.histochain.activities.training.TrainStep;

/**
 * The activity implementations that a worker registers, by task queue.
 *
 * @param train implementations for {@link org.histochain.workflows.contract.TaskQueues#TRAIN}
 * @param infer implementations for {@link org.histochain.workflows.contract.TaskQueues#INFER}
 * @param cpu implementations for {@link org.histochain.workflows.contract.TaskQueues#CPU}
 * @param running the steps that they are doing
 */
public record StepServices(
    List<Object> train, List<Object> infer, List<Object> cpu, RunningSteps running) {
  /**
   * Puts the steps together.
   *
   * @param artifacts the store, through the cache of this machine
   * @param scratch folder for decoded patches; may be deleted between runs
   * @param rhythm when training keeps checkpoints
   * @param version version of Histochain
   * @param meters where the steps' meters are registered
   */
  public static StepServices create(
      Artifacts artifacts,
      Path scratch,
      CheckpointRhythm rhythm,
      String version,
      MeterRegistry meters) {
    RunningSteps running = new RunningSteps();
    StepSession session = new StepSession(running);
    Producer producer = new Producer(version, NumericFamily.current());
    StepRunner runner = new StepRunner(artifacts, producer, meters);
    Datasets datasets = new Datasets(artifacts);
    PatchLoader patches = new PatchLoader(artifacts, scratch);
    Baselines baselines = new Baselines(new ColourBaseline(artifacts, runner, datasets, patches));
    Inference inference = new Inference(artifacts, datasets, patches, meters);
    return new StepServices(
        List.of(
            new TrainActivitiesImpl(
                session, new TrainStep(artifacts, runner, datasets, patches, rhythm, meters))),
        List.of(
            new InferActivitiesImpl(
                session,
                new PseudoLabelStep(artifacts, runner, datasets, patches, inference),
                new EvaluateStep(artifacts, runner, inference))),
        List.of(
            new CpuActivitiesImpl(
                session,
                artifacts,
                new PrepareStep(artifacts, runner, datasets, patches),
                baselines,
                new PoolFoldsStep(artifacts, runner),
                new IndexStep(artifacts),
                new FilterStep(artifacts, runner),
                new RecordStagesStep(artifacts, meters),
                new ReportStep(
                    artifacts,
                    runner,
                    producer,
                    new TestScorer(inference),
                    baselines,
                    new GalleryWriter(artifacts, datasets, patches))),
            new ExperimentActivitiesImpl(session, new Experiments(artifacts, producer))),
        running);
  }
}
