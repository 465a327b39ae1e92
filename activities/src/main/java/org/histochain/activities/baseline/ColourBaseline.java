package org.histochain.activities.baseline;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.evaluation.Evaluation;
import org.histochain.activities.step.StepIdentity;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepOutput;
import org.histochain.activities.step.StepResult;
import org.histochain.activities.step.StepRunner;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.StepContext;
import org.jspecify.annotations.Nullable;

/**
 * Scores a classifier that sees colours alone, trained on the labelled set. It stands beside every
 * score because stain and scanner give classes away: on NCT-CRC-HE a colour histogram alone scores
 * over 82 % with all labels, and three channel means over 50 % (arXiv 2409.11546). What a network
 * reaches is worth only what it adds to that.
 */
public final class ColourBaseline {
  private static final int ALGORITHM_VERSION = 1;

  /** A labelled table to train on, and one to score on; they share no patch. */
  public record Part(ArtifactRef train, ArtifactRef scored) {
    public Part {
      requireNonNull(train, "train is null");
      requireNonNull(scored, "scored is null");
    }
  }

  private record Settings(List<String> classes, @Nullable String stain, long seed) {}

  private record Metrics(@Nullable Scores scores) {}

  private final Artifacts artifacts;
  private final StepRunner runner;
  private final Datasets datasets;
  private final PatchLoader patches;
  private final ColourFeatures features;

  /**
   * @param features what it sees of a patch
   */
  public ColourBaseline(
      Artifacts artifacts,
      StepRunner runner,
      Datasets datasets,
      PatchLoader patches,
      ColourFeatures features) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.runner = requireNonNull(runner, "runner is null");
    this.datasets = requireNonNull(datasets, "datasets is null");
    this.patches = requireNonNull(patches, "patches is null");
    this.features = requireNonNull(features, "features is null");
  }

  /**
   * Trains on each part and scores the predictions of all of them together.
   *
   * @param input where the patches are, and the classes
   * @param parts one, or one for each fold
   * @param seed seed of the bootstrap
   * @return the scores; null where there is no patch to score
   */
  public @Nullable Scores run(
      StepContext context, ModelInput input, List<Part> parts, long seed, StepMonitor monitor)
      throws IOException {
    SortedMap<String, ArtifactRef> inputs = new TreeMap<>();
    for (int index = 0; index < parts.size(); index++) {
      inputs.put("train" + index, parts.get(index).train());
      inputs.put("scored" + index, parts.get(index).scored());
    }
    StepResult result =
        runner.run(
            context,
            new StepIdentity(
                features.step(),
                ALGORITHM_VERSION,
                new Settings(input.classes(), input.stain(), seed),
                inputs),
            () ->
                new StepOutput(
                    new TreeMap<>(), new Metrics(score(input, List.copyOf(parts), seed, monitor))));
    return result.metrics(Metrics.class).scores();
  }

  private @Nullable Scores score(ModelInput input, List<Part> parts, long seed, StepMonitor monitor)
      throws IOException {
    List<PatchRow> rows = new ArrayList<>();
    List<float[]> probabilities = new ArrayList<>();
    for (Part part : parts) {
      List<PatchRow> scored = PatchTable.read(artifacts.fetch(part.scored()));
      if (!scored.isEmpty()) {
        ColourClassifier classifier = fit(input, part.train(), monitor);
        for (double[] patch : features(input, scored, monitor)) {
          probabilities.add(classifier.probabilities(patch));
        }
        rows.addAll(scored);
      }
    }
    if (rows.isEmpty()) {
      return null;
    }
    List<@Nullable String> groups = new ArrayList<>();
    rows.forEach(row -> groups.add(row.group()));
    return Evaluation.of(
            input.classes(),
            rows.stream().mapToInt(PatchRow::classIndex).toArray(),
            probabilities.toArray(float[][]::new),
            groups,
            seed)
        .scores();
  }

  private ColourClassifier fit(ModelInput input, ArtifactRef table, StepMonitor monitor)
      throws IOException {
    List<PatchRow> rows = PatchTable.read(artifacts.fetch(table));
    int[] labels = rows.stream().mapToInt(PatchRow::classIndex).toArray();
    return ColourClassifier.fit(features(input, rows, monitor), labels, input.classes().size());
  }

  private List<double[]> features(ModelInput input, List<PatchRow> rows, StepMonitor monitor)
      throws IOException {
    List<String> ids = rows.stream().map(PatchRow::id).toList();
    List<double[]> all = new ArrayList<>();
    try (PatchFile decoded =
        patches.load(datasets.load(input.dataset()), ids, input.stain(), monitor)) {
      for (int index = 0; index < decoded.size(); index++) {
        all.add(features.of(decoded.patch(index)));
      }
    }
    return all;
  }
}
