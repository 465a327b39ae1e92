package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.evaluation.Evaluation;
import org.histochain.activities.evaluation.EvaluationResult;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.activities.table.ScoreRows;
import org.histochain.activities.table.ScoreTableFile;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.StageRecord;
import org.jspecify.annotations.Nullable;

/**
 * Opens the test table, scores every stage on it and keeps what it predicted. Nothing else in a
 * chain runs a model over test.
 */
final class TestScoring {
  /**
   * How good the stages are on test, and what they predicted.
   *
   * @param scores of each stage
   * @param predictions score table of each stage, rows in the order of the test table; empty where
   *     test holds no patch
   */
  record Scored(TestScores scores, List<ArtifactRef> predictions) {
    Scored {
      requireNonNull(scores, "scores is null");
      predictions = List.copyOf(requireNonNull(predictions, "predictions is null"));
    }
  }

  private final Artifacts artifacts;
  private final StageScorer scorer;
  private final StepMonitor monitor;

  TestScoring(Artifacts artifacts, StageScorer scorer, StepMonitor monitor) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.scorer = requireNonNull(scorer, "scorer is null");
    this.monitor = requireNonNull(monitor, "monitor is null");
  }

  Scored score(ModelInput input, ArtifactRef testTable, List<StageRecord> stages, long seed)
      throws IOException {
    List<PatchRow> rows = PatchTable.read(artifacts.fetch(testTable));
    if (rows.isEmpty()) {
      return new Scored(new TestScores(List.of()), List.of());
    }
    List<String> ids = rows.stream().map(PatchRow::id).toList();
    int[] truth = rows.stream().mapToInt(row -> truth(row, input)).toArray();
    List<@Nullable String> groups =
        Arrays.asList(rows.stream().map(PatchRow::group).toArray(String[]::new));
    List<EvaluationResult> results = new ArrayList<>();
    List<ArtifactRef> predictions = new ArrayList<>();
    for (StageRecord stage : stages) {
      monitor.check();
      float[][] probabilities = scorer.probabilities(input, stage.model().model(), ids, monitor);
      results.add(Evaluation.of(input.classes(), truth, probabilities, groups, seed));
      ScoreRows predicted = new ScoreRows(input.classes(), ids, probabilities);
      predictions.add(artifacts.put(file -> ScoreTableFile.write(file, predicted)));
    }
    return new Scored(new TestScores(results), predictions);
  }

  private static int truth(PatchRow row, ModelInput input) {
    if (row.classIndex() < 0 || row.classIndex() >= input.classes().size()) {
      throw new StepFailure(
          FailureTypes.INVALID_DATASET,
          "test patch %s of data set %s has class index %d of %d; import the data set again"
              .formatted(
                  row.id(), input.dataset().name(), row.classIndex(), input.classes().size()));
    }
    return row.classIndex();
  }
}
