package org.histochain.activities.statistics;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.histochain.activities.evaluation.Score;

/**
 * A score over the runs of an arm.
 *
 * @param spread over runs, on this test set
 * @param byGroup of the mean of these runs, over resampled groups of the test set
 */
public record MeanScore(Spread spread, Effect byGroup) {
  public MeanScore {
    requireNonNull(spread, "spread is null");
    requireNonNull(byGroup, "byGroup is null");
  }

  /**
   * Scores runs on the same patches.
   *
   * @param runs at least one
   * @param seed seed of the bootstrap
   * @throws IllegalArgumentException if there is none, or their patches differ
   */
  public static MeanScore of(List<RunPredictions> runs, Score score, long seed) {
    return of(runs, score, seed, GroupResamples.COUNT);
  }

  static MeanScore of(List<RunPredictions> runs, Score score, long seed, int resamples) {
    Spread spread = Spread.of(runs.stream().mapToDouble(run -> run.score(score)).toArray());
    RunPredictions first = runs.getFirst();
    runs.forEach(first::requireSamePatches);
    int groups = first.groups();
    double[] means =
        groups < 2
            ? new double[0]
            : GroupResamples.of(
                groups,
                resamples,
                seed,
                times ->
                    runs.stream().mapToDouble(run -> run.score(score, times)).sum() / runs.size());
    return new MeanScore(spread, new Effect(spread.mean(), runs.size(), groups, means));
  }
}
