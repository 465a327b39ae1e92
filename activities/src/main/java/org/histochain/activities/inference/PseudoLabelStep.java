package org.histochain.activities.inference;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.network.NetworkInput;
import org.histochain.activities.step.StepIdentity;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepOutput;
import org.histochain.activities.step.StepResult;
import org.histochain.activities.step.StepRunner;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.activities.table.ScoreRows;
import org.histochain.activities.table.ScoreTableFile;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.PseudoLabelRequest;
import org.histochain.workflows.contract.ScoreTable;

/** Gives each pool patch of one shard the teacher's softmax: Parquet, rows in shard order. */
public final class PseudoLabelStep {
  private static final int ALGORITHM_VERSION = 1;
  private static final String SCORES = "scores";

  private record Settings(NetworkInput input, int shard) {}

  private record Metrics(int rows) {}

  private final Artifacts artifacts;
  private final StepRunner runner;
  private final Datasets datasets;
  private final PatchLoader patches;
  private final Inference inference;

  public PseudoLabelStep(
      Artifacts artifacts,
      StepRunner runner,
      Datasets datasets,
      PatchLoader patches,
      Inference inference) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.runner = requireNonNull(runner, "runner is null");
    this.datasets = requireNonNull(datasets, "datasets is null");
    this.patches = requireNonNull(patches, "patches is null");
    this.inference = requireNonNull(inference, "inference is null");
  }

  /** Returns the shard's score table; it has no rows where none of its patches is in the pool. */
  public ScoreTable run(PseudoLabelRequest request, StepMonitor monitor) throws IOException {
    SortedMap<String, ArtifactRef> inputs = new TreeMap<>();
    inputs.put("model", request.model());
    inputs.put("pool", request.pool());
    Settings settings = new Settings(NetworkInput.of(request.input()), request.shard());
    StepResult result =
        runner.run(
            request.context(),
            new StepIdentity("pseudoLabel", ALGORITHM_VERSION, settings, inputs),
            () -> label(request, monitor));
    return new ScoreTable(result.output(SCORES), result.metrics(Metrics.class).rows());
  }

  private StepOutput label(PseudoLabelRequest request, StepMonitor monitor) throws IOException {
    Set<String> pool =
        PatchTable.read(artifacts.fetch(request.pool())).stream()
            .map(PatchRow::id)
            .collect(Collectors.toSet());
    Path file = Files.createTempFile("scores", ".parquet");
    try (PatchFile decoded =
        patches.loadShard(datasets.load(request.input().dataset()), request.shard(), pool)) {
      float[][] probabilities =
          inference.run(
              request.input(),
              request.model(),
              decoded,
              "label-%d, shard %d".formatted(request.context().iteration(), request.shard()),
              monitor);
      ScoreTableFile.write(
          file, new ScoreRows(request.input().classes(), decoded.ids(), probabilities));
      SortedMap<String, ArtifactRef> outputs = new TreeMap<>();
      outputs.put(SCORES, artifacts.put(file));
      return new StepOutput(outputs, new Metrics(decoded.size()));
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
