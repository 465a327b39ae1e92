package org.histochain.activities.service;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.experiment.Rates;
import org.histochain.activities.importing.DatasetImporter;
import org.histochain.activities.importing.SynthRequest;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.IterationSpec;
import org.histochain.workflows.contract.LabelSpec;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.PrepareRequest;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.PseudoLabelRequest;
import org.histochain.workflows.contract.SplitSpec;
import org.histochain.workflows.contract.StepContext;
import org.histochain.workflows.contract.TrainRequest;
import org.histochain.workflows.contract.Trained;
import org.histochain.workflows.contract.TrainingSpec;

/**
 * Measures how fast this machine trains a chain's network and labels with it, on synthetic patches
 * of the same size and in memory: nothing of it comes into a store.
 */
public final class RateProbe {
  private static final StepContext CONTEXT = new StepContext("rate", 0);
  private static final int PATCHES = 1000;
  private static final int WARM_UP = 8;
  private static final int SHORTEST = 8;
  private static final int LONGEST = 400;
  private static final Duration WANTED = Duration.ofSeconds(8);

  private final ChainSpec spec;
  private final ChainSteps steps;
  private final Prepared prepared;

  private RateProbe(ChainSpec spec, int side, Path scratch) throws IOException {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Artifacts artifacts = new Artifacts(new MemoryStore(), scratch.resolve("blobs"), meters);
    DatasetRef dataset =
        new DatasetImporter(artifacts, new Datasets(artifacts), scratch)
            .run(new SynthRequest("rate", PATCHES, side, 0.5, 1), StepMonitor.silent())
            .ref();
    this.spec = onSynthetic(spec, dataset);
    this.steps = ChainSteps.create(artifacts, scratch, CheckpointRhythm.EVERY_MINUTE, "", meters);
    this.prepared =
        steps.prepare().run(new PrepareRequest(CONTEXT, this.spec), StepMonitor.silent());
  }

  /**
   * Measures, for some ten seconds.
   *
   * @param spec a chain's settings
   * @param side side of its patches, in pixels
   * @param scratch a folder that may be deleted afterwards
   */
  public static Rates measure(ChainSpec spec, int side, Path scratch) throws IOException {
    requireNonNull(spec, "spec is null");
    RateProbe probe = new RateProbe(spec, Math.max(side, SynthRequest.SMALLEST), scratch);
    Trained warm = probe.train(WARM_UP);
    double perUpdate = warm.run().seconds() / WARM_UP;
    int updates =
        Math.clamp(Math.round(WANTED.toSeconds() / Math.max(perUpdate, 1e-3)), SHORTEST, LONGEST);
    Trained trained = probe.train(updates);
    int batch = Math.min(spec.teacher().batch(), probe.prepared.counts().labelled());
    double rate = (double) updates * batch / trained.run().seconds();
    return new Rates(rate, probe.labelled(trained.model()));
  }

  private Trained train(int updates) throws IOException {
    TrainingSpec teacher = spec.teacher();
    return steps
        .train()
        .trainTeacher(
            new TrainRequest(
                CONTEXT,
                ModelInput.of(spec, prepared),
                "teacher",
                prepared.tables().labelled(),
                null,
                null,
                new TrainingSpec(
                    null,
                    updates,
                    teacher.batch(),
                    teacher.learningRate(),
                    teacher.weightDecay(),
                    teacher.sampling()),
                spec.augment(),
                spec.seed()),
            StepMonitor.silent());
  }

  private double labelled(ArtifactRef model) throws IOException {
    ModelInput input = ModelInput.of(spec, prepared);
    int patches = 0;
    long begun = System.nanoTime();
    for (int shard = 0; shard < prepared.shards(); shard++) {
      patches +=
          steps
              .pseudoLabel()
              .run(
                  new PseudoLabelRequest(CONTEXT, input, model, prepared.tables().pool(), shard),
                  StepMonitor.silent())
              .rows();
    }
    return patches / ((System.nanoTime() - begun) / 1e9);
  }

  private static ChainSpec onSynthetic(ChainSpec spec, DatasetRef dataset) {
    return new ChainSpec(
        dataset,
        new SplitSpec(0.1, 0.1, 1),
        new LabelSpec(null, "0.3", null, 1, "take"),
        spec.normalise(),
        spec.network(),
        new IterationSpec(0, null, spec.chain().select()),
        spec.filter(),
        spec.teacher(),
        spec.pretrain(),
        spec.finetune(),
        spec.augment(),
        spec.threads(),
        spec.seed(),
        spec.stain());
  }
}
