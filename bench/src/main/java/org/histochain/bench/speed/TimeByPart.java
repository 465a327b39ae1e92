package org.histochain.bench.speed;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.Normalisation;

/**
 * Trains a network on a data set, then pseudo-labels it, and prints as JSON what share of each
 * step's time its parts take on the step's thread.
 */
public final class TimeByPart {
  private static final int WARM_UP = 30;

  private TimeByPart() {}

  /** Arguments: the folder of the race, the network's width, its stem, the batch, the updates. */
  public static void main(String[] args) throws IOException {
    int batch = Integer.parseInt(args[3]);
    int updates = Integer.parseInt(args[4]);
    Map<String, Map<String, Double>> shares = new LinkedHashMap<>();
    try (PatchPool pool = PatchPool.of(args)) {
      Training training = new Training(pool, batch);
      ArtifactRef table = pool.table(pool.size());
      training.run(table, WARM_UP, Training.AUGMENT);
      pool.forget();
      shares.put(
          "training",
          new StackSampler(parts()).shares(() -> training.run(table, updates, Training.AUGMENT)));
      Labelling labelling = Labelling.of(pool);
      labelling.run(InferenceSpeed.OTHER, Math.ceilDiv(pool.shards(), 2));
      pool.forget();
      shares.put(
          "labelling",
          new StackSampler(parts())
              .shares(() -> labelling.run(Normalisation.IMAGENET, pool.shards())));
    }
    System.out.println(new ObjectMapper().writeValueAsString(shares));
  }

  private static SequencedMap<String, String> parts() {
    SequencedMap<String, String> parts = new LinkedHashMap<>();
    parts.put("ForwardPass", "forward");
    parts.put("Network", "forward");
    parts.put("FoldedNetwork", "forward");
    parts.put("SoftCrossEntropy", "loss");
    parts.put("PtGradientCollector", "backward");
    parts.put("AdamW", "AdamW");
    parts.put("BatchLoader", "waiting for a batch");
    parts.put("PatchLoader", "decoding");
    parts.put("Predictor", "pixels in, softmax out");
    parts.put("ScoreTableFile", "score table");
    parts.put("FolderStore", "store");
    return parts;
  }
}
