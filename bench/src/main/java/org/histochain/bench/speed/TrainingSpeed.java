package org.histochain.bench.speed;

import java.io.IOException;
import java.util.Map;
import org.histochain.bench.Rate;
import org.histochain.workflows.contract.ArtifactRef;

/**
 * Trains a network on a data set, its images decoded anew, and tells images per second from the
 * step's begin to its end, and the share of it that training waited for batches.
 */
public final class TrainingSpeed {
  private static final int WARM_UP = 30;

  private TrainingSpeed() {}

  /** Arguments: the folder of the race, the network's width, its stem, the batch, the updates. */
  public static void main(String[] args) throws IOException {
    int batch = Integer.parseInt(args[3]);
    int updates = Integer.parseInt(args[4]);
    try (PatchPool pool = PatchPool.of(args)) {
      Training training = new Training(pool, batch);
      ArtifactRef table = pool.table(pool.size());
      training.run(table, WARM_UP, Training.AUGMENT);
      pool.forget();
      double waited = pool.secondsWaited();
      long begun = System.nanoTime();
      training.run(table, updates, Training.AUGMENT);
      double seconds = (System.nanoTime() - begun) / 1e9;
      Rate.tell(
          Math.min(batch, pool.size()) * updates / seconds,
          Map.of("waiting", (pool.secondsWaited() - waited) / seconds));
    }
  }
}
