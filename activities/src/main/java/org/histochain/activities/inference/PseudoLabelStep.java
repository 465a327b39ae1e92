package org.histochain.activities.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.dataset.DatasetManifest;
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
import org.jspecify.annotations.Nullable;

/** Gives each pool patch of one shard the teacher's softmax: Parquet, rows in shard order. */
public final class PseudoLabelStep {
  private static final int ALGORITHM_VERSION = 2;
  private static final String SCORES = "scores";

  private record Settings(NetworkInput input, int shard, String patches) {}

  private record Metrics(int rows) {}

  private record Pool(String sha256, Set<String> ids) {}

  private final Artifacts artifacts;
  private final StepRunner runner;
  private final Datasets datasets;
  private final PatchLoader patches;
  private final Inference inference;
  private @Nullable Pool latest;

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
    DatasetManifest dataset = datasets.load(request.input().dataset());
    List<String> ids = patches.shardIds(dataset, request.shard(), pool(request.pool()));
    SortedMap<String, ArtifactRef> inputs = new TreeMap<>();
    inputs.put("model", request.model());
    inputs.put("pool", request.pool());
    String patchDigest = Sha256.of(String.join("\n", ids).getBytes(UTF_8));
    Settings settings =
        new Settings(NetworkInput.of(request.input()), request.shard(), patchDigest);
    StepResult result =
        runner.run(
            request.context(),
            new StepIdentity("pseudoLabel", ALGORITHM_VERSION, settings, inputs),
            () -> label(request, dataset, ids, monitor));
    return new ScoreTable(result.output(SCORES), result.metrics(Metrics.class).rows());
  }

  private synchronized Set<String> pool(ArtifactRef table) throws IOException {
    if (latest == null || !latest.sha256().equals(table.sha256())) {
      Set<String> ids =
          PatchTable.read(artifacts.fetch(table)).stream()
              .map(PatchRow::id)
              .collect(Collectors.toSet());
      latest = new Pool(table.sha256(), ids);
    }
    return latest.ids();
  }

  private StepOutput label(
      PseudoLabelRequest request, DatasetManifest dataset, List<String> ids, StepMonitor monitor)
      throws IOException {
    try (PatchFile decoded = patches.load(dataset, ids, request.input().stain(), monitor)) {
      float[][] probabilities =
          inference.probabilities(
              request.input(),
              request.model(),
              decoded,
              "label-%d, shard %d".formatted(request.context().iteration(), request.shard()),
              monitor);
      ScoreRows rows = new ScoreRows(request.input().classes(), decoded.ids(), probabilities);
      SortedMap<String, ArtifactRef> outputs = new TreeMap<>();
      outputs.put(SCORES, artifacts.put(file -> ScoreTableFile.write(file, rows)));
      return new StepOutput(outputs, new Metrics(decoded.size()));
    }
  }
}
