package org.histochain.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.ScoreTable;

/** Pseudo-labels a data set and copies the score tables into {@code FOLDER/scores}. */
public final class PoolScores {
  private PoolScores() {}

  /** Arguments: the folder of the race, the network's width, its stem. */
  public static void main(String[] args) throws IOException {
    Path target = Files.createDirectory(Path.of(args[0]).resolve("scores"));
    try (PatchPool pool = PatchPool.of(args)) {
      List<ScoreTable> tables = Labelling.of(pool).run(Normalisation.IMAGENET, pool.shards());
      for (int shard = 0; shard < tables.size(); shard++) {
        Files.copy(pool.fetch(tables.get(shard).table()), target.resolve(shard + ".parquet"));
      }
    }
  }
}
