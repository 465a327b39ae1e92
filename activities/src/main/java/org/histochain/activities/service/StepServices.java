package org.histochain.activities.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.experiment.Audits;
import org.histochain.activities.experiment.Experiments;
import org.histochain.activities.network.NumericFamily;
import org.histochain.activities.step.Producer;
import org.histochain.activities.step.RunningSteps;

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
    ChainSteps steps = ChainSteps.create(artifacts, scratch, rhythm, version, meters);
    return new StepServices(
        List.of(new TrainActivitiesImpl(session, steps.train())),
        List.of(
            new InferActivitiesImpl(session, steps.pseudoLabel(), steps.evaluate()),
            new AuditActivitiesImpl(session, new Audits(artifacts, steps.audit()))),
        List.of(
            new CpuActivitiesImpl(
                session,
                artifacts,
                steps.prepare(),
                new Baselines(steps.baseline()),
                steps.poolFolds(),
                steps.index(),
                steps.filter(),
                steps.record(),
                steps.report()),
            new ExperimentActivitiesImpl(
                session,
                new Experiments(
                    artifacts,
                    new PatchLoader(artifacts, scratch),
                    new Producer(version, NumericFamily.current())))),
        running);
  }
}
