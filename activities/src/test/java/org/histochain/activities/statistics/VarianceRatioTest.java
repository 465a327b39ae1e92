package org.histochain.activities.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.histochain.activities.draw.Draw;
import org.junit.jupiter.api.Test;

final class VarianceRatioTest {
  private static final double[] FIRST = {0.60, 0.52, 0.66, 0.47, 0.58, 0.71};
  private static final double[] LAST = {0.70, 0.66, 0.71, 0.67, 0.65, 0.74};

  @Test
  void endsWhereTheSumAndTheDifferenceCorrelateJustSignificantly() {
    VarianceRatio ratio = VarianceRatio.of(FIRST, LAST);

    Interval interval = requireNonNull(ratio.interval());
    assertThat(correlationTest(interval.low())).isEqualTo(0.05, within(1e-9));
    assertThat(correlationTest(interval.high())).isEqualTo(0.05, within(1e-9));
    assertThat(ratio.p()).isEqualTo(correlationTest(1), within(1e-9));
    assertThat(ratio.ratio()).isBetween(interval.low(), interval.high());
  }

  @Test
  void holdsTheTrueRatioNineteenTimesInTwenty() {
    int held = 0;
    for (int trial = 0; trial < 300; trial++) {
      Draw draw = Draw.of(11, "runs", trial);
      double[] first = new double[5];
      double[] last = new double[5];
      for (int run = 0; run < 5; run++) {
        double shared = draw.normal();
        first[run] = shared + draw.normal();
        last[run] = shared + 0.5 * draw.normal();
      }
      Interval interval = requireNonNull(VarianceRatio.of(first, last).interval());
      held += interval.low() <= 1.25 / 2 && interval.high() >= 1.25 / 2 ? 1 : 0;
    }
    // 0.95 with three standard errors of 300 trials.
    assertThat(held / 300.0).isBetween(0.912, 0.988);
  }

  @Test
  void saysNothingWhereThereIsNothingToCompare() {
    VarianceRatio none = new VarianceRatio(2, null, null, null);
    assertThat(VarianceRatio.of(new double[] {1, 2}, new double[] {1, 3})).isEqualTo(none);
    assertThat(VarianceRatio.of(new double[] {1, 1, 1}, new double[] {1, 3, 2}).ratio()).isNull();
    assertThat(VarianceRatio.of(LAST, LAST).p()).isEqualTo(1, within(1e-9));
  }

  /** Returns the p-value of "last's variance is {@code ratio} times first's", by definition. */
  private static double correlationTest(double ratio) {
    double[] sum = new double[FIRST.length];
    double[] difference = new double[FIRST.length];
    Arrays.setAll(sum, run -> Math.sqrt(ratio) * FIRST[run] + LAST[run]);
    Arrays.setAll(difference, run -> Math.sqrt(ratio) * FIRST[run] - LAST[run]);
    double r = new PearsonsCorrelation().correlation(sum, difference);
    int degrees = FIRST.length - 2;
    double t = Math.abs(r) * Math.sqrt(degrees / (1 - r * r));
    return 2 * new TDistribution(degrees).cumulativeProbability(-t);
  }
}
