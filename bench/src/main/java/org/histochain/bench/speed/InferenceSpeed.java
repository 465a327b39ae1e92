package org.histochain.bench.speed;

import java.io.IOException;
import java.util.List;
import org.histochain.bench.Rate;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.ScoreTable;

/**
 * Pseudo-labels half a data set to warm up, then all of it, its images decoded anew, and tells
 * images per second from the first step's begin to the last one's end.
 */
public final class InferenceSpeed {
  /** Gives the steps of the warm-up keys of their own. */
  static final Normalisation OTHER =
      new Normalisation(List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));

  private InferenceSpeed() {}

  /** Arguments: the folder of the race, the network's width, its stem. */
  public static void main(String[] args) throws IOException {
    try (PatchPool pool = PatchPool.of(args)) {
      Labelling labelling = Labelling.of(pool);
      labelling.run(OTHER, Math.ceilDiv(pool.shards(), 2));
      pool.forget();
      long begun = System.nanoTime();
      List<ScoreTable> scores = labelling.run(Normalisation.IMAGENET, pool.shards());
      double seconds = (System.nanoTime() - begun) / 1e9;
      Rate.tell(scores.stream().mapToLong(ScoreTable::rows).sum() / seconds);
    }
  }
}
