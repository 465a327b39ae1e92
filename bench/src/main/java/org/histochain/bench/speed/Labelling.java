package org.histochain.bench.speed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.step.StepMonitor;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.PseudoLabelRequest;
import org.histochain.workflows.contract.ScoreTable;

/** Pseudo-labels of a whole pool by its network's start weights. */
record Labelling(PatchPool pool, ArtifactRef table) {
  static Labelling of(PatchPool pool) throws IOException {
    return new Labelling(pool, pool.table(pool.size()));
  }

  /** Labels the first shards, one after the other. */
  List<ScoreTable> run(Normalisation normalisation, int shards) throws IOException {
    List<ScoreTable> scores = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      PseudoLabelRequest request =
          new PseudoLabelRequest(
              PatchPool.CONTEXT, pool.input(normalisation), pool.start(), table, shard);
      scores.add(pool.steps().pseudoLabel().run(request, StepMonitor.silent()));
    }
    return scores;
  }
}
