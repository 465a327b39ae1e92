package org.histochain.bench.speed;

import java.io.IOException;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.TrainRequest;
import org.histochain.workflows.contract.Trained;
import org.histochain.workflows.contract.TrainingSpec;

/** Trainings of a pool's network from its start weights, with the settings of the peers. */
record Training(PatchPool pool, int batch) {
  static final AugmentSpec NONE = new AugmentSpec(false, false, 0, 0, 0);
  static final AugmentSpec AUGMENT = new AugmentSpec(true, true, 0.14, 0.2, 0.25);
  private static final double RATE = 1e-4;
  private static final double DECAY = 1e-4;

  Trained run(ArtifactRef table, int updates, AugmentSpec augment) throws IOException {
    TrainRequest request =
        new TrainRequest(
            PatchPool.CONTEXT,
            pool.input(Normalisation.IMAGENET),
            "finetune-1",
            table,
            null,
            pool.start(),
            new TrainingSpec(null, updates, batch, RATE, DECAY, "uniform"),
            augment,
            System.nanoTime());
    return pool.steps().train().finetune(request, StepMonitor.silent());
  }
}
