package org.histochain.activities.inference;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.evaluation.Evaluation;
import org.histochain.activities.evaluation.EvaluationResult;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.StepIdentity;
import org.histochain.activities.step.StepOutput;
import org.histochain.activities.step.StepResult;
import org.histochain.activities.step.StepRunner;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.activities.table.ScoreRows;
import org.histochain.activities.table.ScoreTableFile;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.PoolFoldsRequest;
import org.histochain.workflows.contract.Scores;
import org.jspecify.annotations.Nullable;

/**
 * Scores a stage by cross-validation: the folds' predictions, each by a model that saw neither the
 * patch nor another of its group, are pooled and scored as one set (Stone, "Cross-validatory choice
 * and assessment of statistical predictions", 1974).
 */
public final class PoolFoldsStep {
  private static final int ALGORITHM_VERSION = 1;
  private static final String DETAILS = "details";
  private static final String PREDICTIONS = "predictions";

  private record Settings(List<String> classes, long seed) {}

  private final Artifacts artifacts;
  private final StepRunner runner;

  public PoolFoldsStep(Artifacts artifacts, StepRunner runner) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.runner = requireNonNull(runner, "runner is null");
  }

  /** Returns the scores, and where the softmax of every patch is, fold after fold. */
  public Evaluated run(PoolFoldsRequest request) throws IOException {
    SortedMap<String, ArtifactRef> inputs = new TreeMap<>();
    for (int fold = 0; fold < request.tables().size(); fold++) {
      inputs.put("table" + fold, request.tables().get(fold));
      inputs.put("predictions" + fold, request.predictions().get(fold));
    }
    StepResult result =
        runner.run(
            request.context(),
            new StepIdentity(
                "poolFolds",
                ALGORITHM_VERSION,
                new Settings(request.classes(), request.seed()),
                inputs),
            () -> pool(request));
    return new Evaluated(
        result.metrics(Scores.class),
        result.output(DETAILS),
        result.output(PREDICTIONS),
        result.run());
  }

  private StepOutput pool(PoolFoldsRequest request) throws IOException {
    List<PatchRow> rows = new ArrayList<>();
    List<float[]> probabilities = new ArrayList<>();
    for (int fold = 0; fold < request.tables().size(); fold++) {
      List<PatchRow> held = PatchTable.read(artifacts.fetch(request.tables().get(fold)));
      ScoreRows predicted = ScoreTableFile.read(artifacts.fetch(request.predictions().get(fold)));
      if (!predicted.ids().equals(held.stream().map(PatchRow::id).toList())) {
        throw new IllegalArgumentException(
            "The predictions of fold " + fold + " are not of the patches it holds out");
      }
      rows.addAll(held);
      probabilities.addAll(List.of(predicted.probabilities()));
    }
    float[][] pooled = probabilities.toArray(float[][]::new);
    List<@Nullable String> groups = new ArrayList<>();
    rows.forEach(row -> groups.add(row.group()));
    EvaluationResult result =
        Evaluation.of(
            request.classes(),
            rows.stream().mapToInt(PatchRow::classIndex).toArray(),
            pooled,
            groups,
            request.seed());
    ScoreRows predictions =
        new ScoreRows(request.classes(), rows.stream().map(PatchRow::id).toList(), pooled);
    SortedMap<String, ArtifactRef> outputs = new TreeMap<>();
    outputs.put(DETAILS, artifacts.put(Json.canonical(result.details())));
    outputs.put(PREDICTIONS, artifacts.put(file -> ScoreTableFile.write(file, predictions)));
    return new StepOutput(outputs, result.scores());
  }
}
