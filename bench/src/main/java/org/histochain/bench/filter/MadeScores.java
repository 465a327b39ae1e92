package org.histochain.bench.filter;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.Stores;
import org.histochain.activities.step.Json;
import org.histochain.activities.table.ScoreTableFile;
import org.histochain.workflows.contract.ScoreTable;

/** Fills a folder store with score tables as a pool's shards have them, drawn from one seed. */
public final class MadeScores {
  /** The classes of NCT-CRC-HE. */
  static final List<String> CLASSES =
      List.of("ADI", "BACK", "DEB", "LYM", "MUC", "MUS", "NORM", "STR", "TUM");

  private static final int SHARDS = 10;
  private static final double SPREAD = 2;

  private final Random random = new Random(1);

  private MadeScores() {}

  /** Arguments: an empty folder for the store and the list of its tables, and how many rows. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int rows = Integer.parseInt(args[1]);
    try (ArtifactStore store =
        Stores.open(StoreLocation.folder(Files.createDirectory(folder.resolve("store"))))) {
      Artifacts artifacts =
          new Artifacts(store, folder.resolve("cache"), new SimpleMeterRegistry());
      MadeScores made = new MadeScores();
      List<ScoreTable> tables = new ArrayList<>();
      for (int shard = 0; shard < SHARDS; shard++) {
        int from = (int) ((long) rows * shard / SHARDS);
        int to = (int) ((long) rows * (shard + 1) / SHARDS);
        tables.add(new ScoreTable(artifacts.put(file -> made.write(file, from, to)), to - from));
      }
      Files.write(folder.resolve("tables.json"), Json.canonical(tables));
    }
  }

  private void write(Path file, int from, int to) throws IOException {
    try (ScoreTableFile.Writer writer = ScoreTableFile.writer(file, CLASSES)) {
      for (int row = from; row < to; row++) {
        writer.write("TCGA-%08d".formatted(row * 2654435761L & 0xffffffffL), softmax());
      }
    }
  }

  private float[] softmax() {
    double[] exponentials = new double[CLASSES.size()];
    double sum = 0;
    for (int c = 0; c < exponentials.length; c++) {
      exponentials[c] = Math.exp(SPREAD * random.nextGaussian());
      sum += exponentials[c];
    }
    float[] probabilities = new float[exponentials.length];
    for (int c = 0; c < probabilities.length; c++) {
      probabilities[c] = (float) (exponentials[c] / sum);
    }
    return probabilities;
  }
}
