package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.histochain.activities.statistics.Interval;
import org.histochain.activities.statistics.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What the data say of a claim.
 *
 * @param claim the claim
 * @param verdict what its rule decides
 * @param effects what it decides by: differences as fractions (0.02 is two points), or a ratio of
 *     variances; empty where there was nothing to compare
 * @param p two-sided p-value; null: the rule has none, or there was nothing to compare
 * @param holm the p-value adjusted over all claims that have one; null: there is none
 * @param note what must be known to read it right; null: nothing
 */
public record ClaimResult(
    Claim claim,
    Verdict verdict,
    List<Estimate> effects,
    @Nullable Double p,
    @Nullable Double holm,
    @Nullable String note) {
  public ClaimResult {
    requireNonNull(claim, "claim is null");
    requireNonNull(verdict, "verdict is null");
    effects = List.copyOf(requireNonNull(effects, "effects is null"));
  }

  /**
   * An estimate.
   *
   * @param name what it is of
   * @param value the estimate
   * @param interval its 95 % interval; null: nothing can be said
   * @param runs runs, or pairs of runs, behind it
   */
  public record Estimate(String name, double value, @Nullable Interval interval, int runs) {
    public Estimate {
      requireNonNull(name, "name is null");
    }
  }

  ClaimResult adjusted(@Nullable Double adjustedP) {
    return new ClaimResult(claim, verdict, effects, p, adjustedP, note);
  }
}
