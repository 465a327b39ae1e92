package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Objects;
import org.histochain.activities.statistics.Interval;
import org.histochain.activities.statistics.Spread;
import org.jspecify.annotations.Nullable;

/**
 * Balanced accuracy on test over the runs of an arm at a label fraction, in [0, 1].
 *
 * @param arm name of the arm
 * @param fraction label fraction, as written; null where the arm decides itself
 * @param stage the stage: {@code teacher}, {@code best}, {@code last} or an iteration's number
 * @param runs runs with a result
 * @param labels labels that each run trains on, at least and at most
 * @param mean over runs
 * @param deviation standard deviation between runs; null for one run
 * @param overRuns 95 % t interval of the mean over runs; null for one run
 * @param byGroup 95 % bootstrap interval of these runs' mean, over groups of the test set; null for
 *     one group
 * @param validation mean of the best stage on validation, of the score that chains select by
 */
public record ArmResult(
    String arm,
    @Nullable String fraction,
    String stage,
    int runs,
    Range labels,
    double mean,
    @Nullable Double deviation,
    @Nullable Interval overRuns,
    @Nullable Interval byGroup,
    double validation) {
  public ArmResult {
    requireNonNull(arm, "arm is null");
    requireNonNull(stage, "stage is null");
    requireNonNull(labels, "labels is null");
  }

  /** Returns what people call it: {@code chain at 0.01}. */
  String name() {
    return fraction == null ? arm : arm + " at " + fraction;
  }

  /** Whether another is of the same arm and label fraction. */
  boolean isBeside(ArmResult other) {
    return arm.equals(other.arm) && Objects.equals(fraction, other.fraction);
  }

  /** Returns what colours alone reach with these labels, in runs of this arm that measured it. */
  ArmResult withColours(List<RunOutcome> measured) {
    Spread spread =
        Spread.of(
            measured.stream().mapToDouble(run -> requireNonNull(run.colourHistogram())).toArray());
    return new ArmResult(
        arm,
        fraction,
        "colourHistogram",
        measured.size(),
        labels,
        spread.mean(),
        spread.deviation(),
        spread.interval(),
        null,
        measured.stream().mapToDouble(RunOutcome::coloursOnValidation).average().orElseThrow());
  }

  /** A least and a most. */
  public record Range(int least, int most) {}
}
