package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.histochain.activities.experiment.RunTables.CalibrationRow;
import org.histochain.activities.statistics.Spread;
import org.histochain.workflows.contract.StageName;
import org.jspecify.annotations.Nullable;

/**
 * How far the confidence of a stage can be trusted, over the runs of an arm.
 *
 * @param arm name of the arm
 * @param fraction label fraction, as written; null where the arm decides itself
 * @param stage {@code teacher}, an iteration's number or {@code best}
 * @param set {@code validation}, where the temperature was fitted, or {@code test}
 * @param temperature over runs
 * @param ece expected calibration error, in [0, 1]
 * @param nll negative log likelihood of the truth, in nats
 * @param brier Brier score
 */
record ArmCalibration(
    String arm,
    @Nullable String fraction,
    String stage,
    String set,
    Spread temperature,
    Change ece,
    Change nll,
    Change brier) {
  static final String TEACHER = "teacher";
  static final String BEST = "best";

  ArmCalibration {
    requireNonNull(arm, "arm is null");
    requireNonNull(stage, "stage is null");
    requireNonNull(set, "set is null");
  }

  /** What temperature scaling makes of a measure, over runs. */
  record Change(Spread before, Spread after) {}

  /** A stage on a set. */
  private record Key(String stage, String set) {}

  /** Reads what the reports of an arm's runs say, best last. */
  static List<ArmCalibration> of(ArmRuns arm, RunTables tables) throws IOException {
    SequencedMap<Key, List<CalibrationRow>> byKey = new LinkedHashMap<>();
    SequencedMap<Key, List<CalibrationRow>> best = new LinkedHashMap<>();
    for (RunOutcome run : arm.runs()) {
      for (CalibrationRow row : tables.calibration(run.chain())) {
        if (!row.stage().equals(StageName.pretrained.name())) {
          String stage = row.iteration() == 0 ? TEACHER : Integer.toString(row.iteration());
          byKey.computeIfAbsent(new Key(stage, row.set()), _ -> new ArrayList<>()).add(row);
          if (row.best() && run.iterations() > 0) {
            best.computeIfAbsent(new Key(BEST, row.set()), _ -> new ArrayList<>()).add(row);
          }
        }
      }
    }
    byKey.putAll(best);
    List<ArmCalibration> all = new ArrayList<>();
    byKey.forEach(
        (key, rows) ->
            all.add(
                new ArmCalibration(
                    arm.arm(),
                    arm.fraction(),
                    key.stage(),
                    key.set(),
                    spread(rows, CalibrationRow::temperature),
                    change(rows, CalibrationRow::eceBefore, CalibrationRow::eceAfter),
                    change(rows, CalibrationRow::nllBefore, CalibrationRow::nllAfter),
                    change(rows, CalibrationRow::brierBefore, CalibrationRow::brierAfter))));
    return all;
  }

  private static Change change(
      List<CalibrationRow> rows,
      ToDoubleFunction<CalibrationRow> before,
      ToDoubleFunction<CalibrationRow> after) {
    return new Change(spread(rows, before), spread(rows, after));
  }

  private static Spread spread(List<CalibrationRow> rows, ToDoubleFunction<CalibrationRow> of) {
    return Spread.of(rows.stream().mapToDouble(of).toArray());
  }
}
