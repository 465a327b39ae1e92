package org.histochain.activities.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.histochain.activities.report.Alarm;
import org.histochain.activities.report.ChainState;
import org.histochain.activities.report.StagesFixture;
import org.histochain.activities.report.Summary;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.StageName;
import org.jspecify.annotations.Nullable;

/** Runs with results that no chain was trained for. */
final class RunsFixture {
  static final List<String> CLASSES = List.of("ADI", "DEB", "TUM");

  private RunsFixture() {}

  static PlanRun run(String arm, long draw, String k) {
    return new PlanRun(arm, null, draw, draw, StagesFixture.spec(draw, k));
  }

  static RunOutcome done(String chain, PlanRun run, double... balancedAccuracies) {
    return done(chain, run, null, List.of(), balancedAccuracies);
  }

  /**
   * A run with a result; its last stage is its best.
   *
   * @param histogram what a colour histogram reaches on test; null: not measured
   * @param balancedAccuracies on test, of the teacher and each student
   */
  static RunOutcome done(
      String chain,
      PlanRun run,
      @Nullable Double histogram,
      List<Alarm> alarms,
      double... balancedAccuracies) {
    List<Summary.Stage> stages = new ArrayList<>();
    for (int iteration = 0; iteration < balancedAccuracies.length; iteration++) {
      Scores scores = scores(balancedAccuracies[iteration]);
      StageName name = iteration == 0 ? StageName.teacher : StageName.finetuned;
      stages.add(
          new Summary.Stage(
              iteration, name, null, null, "m" + iteration, 1, false, scores, scores));
    }
    int last = balancedAccuracies.length - 1;
    Summary summary =
        new Summary(
            Summary.SCHEMA,
            chain,
            "tiles",
            CLASSES,
            6,
            60,
            10,
            30,
            16,
            stages,
            new Summary.Best(last, "m" + last),
            new Summary.Baselines(
                histogram == null
                    ? null
                    : new Summary.Baseline(scores(histogram), scores(histogram))),
            List.of(),
            1,
            alarms,
            null,
            1);
    return new RunOutcome(chain, run, ChainState.Kind.done, null, summary);
  }

  private static Scores scores(double balancedAccuracy) {
    return new Scores(balancedAccuracy, balancedAccuracy, balancedAccuracy, 0.1, Map.of(), null);
  }
}
