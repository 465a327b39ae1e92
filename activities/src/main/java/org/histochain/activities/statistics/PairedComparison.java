package org.histochain.activities.statistics;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.histochain.activities.draw.Draw;
import org.histochain.activities.evaluation.Score;

/**
 * Two arms on the same test patches, run by run.
 *
 * <p>The mean difference varies for two reasons: other groups might have been tested, and other
 * labelled sets and seeds drawn. Both are resampled, crossed (Owen: "The pigeonhole bootstrap",
 * Annals of Applied Statistics 2007, arXiv 0712.1111): a resample takes the same groups in both
 * arms and all pairs of runs, and other pairs.
 *
 * <pre>D* = mean over pairs of (score(other, G*) - score(one, G*)) + s / sqrt(n) T*</pre>
 *
 * with G* groups drawn with replacement, s the deviation between the n pairs, and T* from Student's
 * distribution of n - 1 degrees: a parametric bootstrap (Efron, Tibshirani: "An Introduction to the
 * Bootstrap", 1993, section 6.5). For pairs drawn with replacement would be but few different ones:
 * three pairs have ten resamples, whose means never leave their range, and even the whole range
 * holds the true mean three times in four. With pairs alike the interval is the one by group, with
 * groups alike it is the t interval.
 *
 * @param spread of the differences over pairs, on this test set
 * @param effect the mean difference, other minus one, over groups and pairs
 */
public record PairedComparison(Spread spread, Effect effect) {
  public PairedComparison {
    requireNonNull(spread, "spread is null");
    requireNonNull(effect, "effect is null");
  }

  /**
   * Compares two arms.
   *
   * @param one runs of the arm that is compared with
   * @param other runs of the other arm; each is paired with the one of the same index, that is of
   *     the same labelled draw and seed
   * @param seed seed of the bootstrap; the same for all comparisons gives them the same groups
   * @throws IllegalArgumentException if there is no run, their numbers or their patches differ
   */
  public static PairedComparison of(
      List<RunPredictions> one, List<RunPredictions> other, Score score, long seed) {
    return of(one, other, score, seed, GroupResamples.COUNT);
  }

  static PairedComparison of(
      List<RunPredictions> one, List<RunPredictions> other, Score score, long seed, int resamples) {
    if (one.isEmpty() || one.size() != other.size()) {
      throw new IllegalArgumentException(
          "a paired comparison of %d runs with %d".formatted(one.size(), other.size()));
    }
    RunPredictions first = one.getFirst();
    List<RunPredictions> all = new ArrayList<>(one);
    all.addAll(other);
    all.forEach(first::requireSamePatches);
    int pairs = one.size();
    int groups = first.groups();
    double[] differences = new double[pairs];
    for (int pair = 0; pair < pairs; pair++) {
      differences[pair] = other.get(pair).score(score) - one.get(pair).score(score);
    }
    Spread spread = Spread.of(differences);
    double[] means = new double[groups < 2 && pairs < 2 ? 0 : resamples];
    Arrays.fill(means, spread.mean());
    if (groups > 1) {
      means =
          GroupResamples.of(
              groups,
              resamples,
              seed,
              times -> mean(other, score, times) - mean(one, score, times));
    }
    if (pairs > 1) {
      for (int r = 0; r < resamples; r++) {
        means[r] += spread.error() * student(pairs - 1, Draw.of(seed, "paired runs", r));
      }
    }
    return new PairedComparison(spread, new Effect(spread.mean(), pairs, groups, means));
  }

  private static double mean(List<RunPredictions> runs, Score score, int[] times) {
    double sum = 0;
    for (RunPredictions run : runs) {
      sum += run.score(score, times);
    }
    return sum / runs.size();
  }

  /** Returns a deviate of Student's distribution: a normal one over the root of a mean square. */
  private static double student(int degrees, Draw draw) {
    double normal = draw.normal();
    double squares = 0;
    for (int degree = 0; degree < degrees; degree++) {
      double other = draw.normal();
      squares += other * other;
    }
    return normal / Math.sqrt(squares / degrees);
  }
}
