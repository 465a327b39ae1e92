package org.histochain.bench.filter;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.Stores;
import org.histochain.activities.filtering.FilterStep;
import org.histochain.activities.filtering.IndexStep;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.Producer;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepRunner;
import org.histochain.bench.Rate;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.FilterRequest;
import org.histochain.workflows.contract.FilterSpec;
import org.histochain.workflows.contract.Filtered;
import org.histochain.workflows.contract.IndexRequest;
import org.histochain.workflows.contract.ScoreTable;
import org.histochain.workflows.contract.StepContext;

/** Rows per second of a chain's filter, its index included, over what {@link MadeScores} made. */
public final class FilterRate {
  private static final int RUNS = 2;
  private static final StepContext CONTEXT = new StepContext("bench", 1);

  private final Artifacts artifacts;
  private final List<ScoreTable> tables;
  private final FilterSpec filter;

  private FilterRate(Artifacts artifacts, List<ScoreTable> tables, FilterSpec filter) {
    this.artifacts = artifacts;
    this.tables = tables;
    this.filter = filter;
  }

  /** Arguments: the folder, K, P, and a file for the selection. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    List<ScoreTable> tables =
        Json.mapper()
            .readValue(Files.readAllBytes(folder.resolve("tables.json")), new TypeReference<>() {});
    try (ArtifactStore store = Stores.open(StoreLocation.folder(folder.resolve("store")))) {
      Artifacts artifacts =
          new Artifacts(store, folder.resolve("cache"), new SimpleMeterRegistry());
      FilterRate rate =
          new FilterRate(artifacts, tables, new FilterSpec(args[1], Integer.parseInt(args[2])));
      Filtered filtered = rate.run();
      long begun = System.nanoTime();
      for (int run = 0; run < RUNS; run++) {
        rate.forget();
        filtered = rate.run();
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      Files.copy(
          artifacts.fetch(filtered.selection()),
          Path.of(args[3]),
          StandardCopyOption.REPLACE_EXISTING);
      rate.forget();
      long rows = tables.stream().mapToLong(ScoreTable::rows).sum();
      Rate.tell(RUNS * rows / seconds);
    }
  }

  private Filtered run() throws IOException {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    StepRunner runner = new StepRunner(artifacts, new Producer("bench", "none"), meters);
    ArtifactRef scores = new IndexStep(artifacts).run(new IndexRequest(CONTEXT, tables, List.of()));
    return new FilterStep(artifacts, runner)
        .run(new FilterRequest(CONTEXT, scores, MadeScores.CLASSES, filter), StepMonitor.silent());
  }

  /** A finished step would be found instead of done again. */
  private void forget() throws IOException {
    for (String manifest : artifacts.store().list("steps/")) {
      artifacts.store().delete(manifest);
    }
  }
}
