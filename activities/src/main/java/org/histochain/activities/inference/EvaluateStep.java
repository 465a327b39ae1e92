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
import org.histochain.activities.network.NetworkInput;
import org.histochain.activities.step.Json;
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
import org.histochain.workflows.contract.EvaluateRequest;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.Scores;
import org.jspecify.annotations.Nullable;

/** Scores a model on the table it is given: validation, during the chain. */
public final class EvaluateStep {
  private static final int ALGORITHM_VERSION = 2;
  private static final String DETAILS = "details";
  private static final String PREDICTIONS = "predictions";

  private record Settings(NetworkInput input, long seed) {}

  private final Artifacts artifacts;
  private final StepRunner runner;
  private final Inference inference;

  public EvaluateStep(Artifacts artifacts, StepRunner runner, Inference inference) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.runner = requireNonNull(runner, "runner is null");
    this.inference = requireNonNull(inference, "inference is null");
  }

  /** Returns the scores, and where the softmax of every patch is. */
  public Evaluated run(EvaluateRequest request, StepMonitor monitor) throws IOException {
    SortedMap<String, ArtifactRef> inputs = new TreeMap<>();
    inputs.put("model", request.model());
    inputs.put("table", request.table());
    Settings settings = new Settings(NetworkInput.of(request.input()), request.seed());
    StepResult result =
        runner.run(
            request.context(),
            new StepIdentity("evaluate", ALGORITHM_VERSION, settings, inputs),
            () -> evaluate(request, monitor));
    return new Evaluated(
        result.metrics(Scores.class),
        result.output(DETAILS),
        result.output(PREDICTIONS),
        result.run());
  }

  private StepOutput evaluate(EvaluateRequest request, StepMonitor monitor) throws IOException {
    List<PatchRow> rows = PatchTable.read(artifacts.fetch(request.table()));
    List<String> ids = rows.stream().map(PatchRow::id).toList();
    List<@Nullable String> groups = new ArrayList<>();
    rows.forEach(row -> groups.add(row.group()));
    String purpose = "evaluate-" + request.context().iteration();
    float[][] probabilities =
        inference.probabilities(request.input(), request.model(), ids, purpose, monitor);
    List<String> classes = request.input().classes();
    int[] truth = rows.stream().mapToInt(PatchRow::classIndex).toArray();
    EvaluationResult result = Evaluation.of(classes, truth, probabilities, groups, request.seed());
    ScoreRows predictions = new ScoreRows(classes, ids, probabilities);
    SortedMap<String, ArtifactRef> outputs = new TreeMap<>();
    outputs.put(DETAILS, artifacts.put(Json.canonical(result.details())));
    outputs.put(PREDICTIONS, artifacts.put(file -> ScoreTableFile.write(file, predictions)));
    return new StepOutput(outputs, result.scores());
  }
}
