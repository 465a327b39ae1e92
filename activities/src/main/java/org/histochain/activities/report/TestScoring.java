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
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.StageRecord;
import org.jspecify.annotations.Nullable;

/** Opens the test table and scores every stage on it. Nothing else in a chain reads that table. */
final class TestScoring {
  private final Artifacts artifacts;
  private final StageScorer scorer;
  private final StepMonitor monitor;

  TestScoring(Artifacts artifacts, StageScorer scorer, StepMonitor monitor) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.scorer = requireNonNull(scorer, "scorer is null");
    this.monitor = requireNonNull(monitor, "monitor is null");
  }

  TestScores score(ModelInput input, ArtifactRef testTable, List<StageRecord> stages, long seed)
      throws IOException {
    List<PatchRow> rows = PatchTable.read(artifacts.fetch(testTable));
    if (rows.isEmpty()) {
      return new TestScores(List.of());
    }
    List<String> ids = rows.stream().map(PatchRow::id).toList();
    int[] truth = rows.stream().mapToInt(row -> truth(row, input)).toArray();
    List<@Nullable String> groups =
        Arrays.asList(rows.stream().map(PatchRow::group).toArray(String[]::new));
    List<EvaluationResult> results = new ArrayList<>();
    for (StageRecord stage : stages) {
      monitor.check();
      float[][] probabilities = scorer.probabilities(input, stage.model().model(), ids, monitor);
      results.add(Evaluation.of(input.classes(), truth, probabilities, groups, seed));
    }
    return new TestScores(results);
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
