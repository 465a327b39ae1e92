package org.histochain.bench.speed;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.histochain.workflows.contract.ArtifactRef;

/**
 * Trains without augmentation on as many patches as a batch has, so that each update sees all of
 * them, and prints the loss of the last update of trainings of several lengths.
 */
public final class TrainingLosses {
  private static final List<Integer> LENGTHS = List.of(1, 2, 5, 10, 20);

  private TrainingLosses() {}

  /** Arguments: the folder of the race, the network's width, its stem, the batch. */
  public static void main(String[] args) throws IOException {
    int batch = Integer.parseInt(args[3]);
    List<Double> losses = new ArrayList<>();
    try (PatchPool pool = PatchPool.of(args)) {
      ArtifactRef table = pool.table(batch);
      for (int updates : LENGTHS) {
        losses.add(new Training(pool, batch).run(table, updates, Training.NONE).loss());
      }
    }
    System.out.println(new ObjectMapper().writeValueAsString(losses));
  }
}
