package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.evaluation.TemperatureScaling;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;
import org.histochain.activities.table.ScoreRows;
import org.histochain.activities.table.ScoreTableFile;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.Prepared;
import org.histochain.workflows.contract.StageRecord;
import org.jspecify.annotations.Nullable;

/**
 * Fits each stage's temperature on what it predicted for validation, and measures it there and on
 * test, from stored predictions alone.
 */
final class CalibrationReader {
  private final Artifacts artifacts;
  private final StepMonitor monitor;

  CalibrationReader(Artifacts artifacts, StepMonitor monitor) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.monitor = requireNonNull(monitor, "monitor is null");
  }

  /**
   * Returns one for each stage.
   *
   * @param test score tables of the stages on test, in their order; empty where test holds no patch
   */
  List<StageCalibration> read(Prepared prepared, List<StageRecord> stages, List<ArtifactRef> test)
      throws IOException {
    Map<String, Integer> chosenWith =
        truth(
            prepared.folds() == null
                ? prepared.tables().validation()
                : prepared.tables().labelled());
    Map<String, Integer> tested = test.isEmpty() ? Map.of() : truth(prepared.tables().test());
    List<StageCalibration> calibrations = new ArrayList<>();
    for (int stage = 0; stage < stages.size(); stage++) {
      monitor.check();
      ScoreRows rows = read(stages.get(stage).validation().predictions());
      int[] truth = truth(rows, chosenWith);
      double temperature = TemperatureScaling.fit(truth, rows.probabilities());
      calibrations.add(
          new StageCalibration(
              temperature,
              Calibrated.of(truth, rows.probabilities(), temperature),
              test.isEmpty() ? null : onTest(test.get(stage), tested, temperature)));
    }
    return calibrations;
  }

  private Calibrated onTest(ArtifactRef table, Map<String, Integer> tested, double temperature)
      throws IOException {
    ScoreRows rows = read(table);
    return Calibrated.of(truth(rows, tested), rows.probabilities(), temperature);
  }

  private ScoreRows read(ArtifactRef table) throws IOException {
    return ScoreTableFile.read(artifacts.fetch(table));
  }

  private Map<String, Integer> truth(ArtifactRef table) throws IOException {
    Map<String, Integer> truth = new HashMap<>();
    for (PatchRow row : PatchTable.read(artifacts.fetch(table))) {
      truth.put(row.id(), row.classIndex());
    }
    return truth;
  }

  private static int[] truth(ScoreRows rows, Map<String, Integer> known) {
    return rows.ids().stream()
        .mapToInt(
            id -> {
              @Nullable Integer truth = known.get(id);
              return requireNonNull(truth, () -> "patch " + id + " is predicted and in no table");
            })
        .toArray();
  }
}
