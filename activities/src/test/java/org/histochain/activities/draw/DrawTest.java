package org.histochain.activities.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawTest {
  @Test
  void drawsArePinned() {
    Draw draw = Draw.of(1, "teacher/augment", 3, 5);

    assertThat(draw.bits()).isEqualTo(5935590064570410729L);
    assertThat(Draw.hash("train_00001")).isEqualTo(6862971650823983544L);
  }

  @Test
  void seedPurposeAndIndicesAllMatter() {
    assertThat(
            IntStream.of(0, 1, 2, 3)
                .mapToLong(
                    which ->
                        switch (which) {
                          case 0 -> Draw.of(1, "a", 1, 2).bits();
                          case 1 -> Draw.of(2, "a", 1, 2).bits();
                          case 2 -> Draw.of(1, "b", 1, 2).bits();
                          default -> Draw.of(1, "a", 2, 1).bits();
                        })
                .distinct()
                .count())
        .isEqualTo(4);
  }

  @Test
  void uniformAndNormalHaveTheirMoments() {
    Draw draw = Draw.of(1, "moments");
    double[] uniform = IntStream.range(0, 100_000).mapToDouble(i -> draw.uniform()).toArray();
    double[] normal = IntStream.range(0, 100_000).mapToDouble(i -> draw.normal()).toArray();

    assertThat(Arrays.stream(uniform).average().orElseThrow()).isCloseTo(0.5, within(0.005));
    assertThat(Arrays.stream(uniform).min().orElseThrow()).isNotNegative();
    assertThat(Arrays.stream(uniform).max().orElseThrow()).isLessThan(1);
    assertThat(Arrays.stream(normal).average().orElseThrow()).isCloseTo(0, within(0.02));
    assertThat(Arrays.stream(normal).map(x -> x * x).average().orElseThrow())
        .isCloseTo(1, within(0.03));
  }

  /** The Kolmogorov-Smirnov statistic of 20,000 draws exceeds 0.0138 once in 1,000 times. */
  @ParameterizedTest
  @CsvSource({"0.2, 0.2", "1, 1", "4, 4", "100, 100", "0.5, 2"})
  void betaDeviatesHaveTheirDistribution(double a, double b) {
    Draw draw = Draw.of(1, "beta");
    double[] values = IntStream.range(0, 20_000).mapToDouble(i -> draw.beta(a, b)).toArray();

    assertThat(
            new KolmogorovSmirnovTest()
                .kolmogorovSmirnovStatistic(new BetaDistribution(a, b), values))
        .isLessThan(0.0138);
    assertThat(Arrays.stream(values).min().orElseThrow()).isNotNegative();
    assertThat(Arrays.stream(values).max().orElseThrow()).isLessThanOrEqualTo(1);
  }

  @Test
  void betaDeviatesOfTheSmallestShapeAreNumbers() {
    Draw draw = Draw.of(1, "beta");
    double[] values = IntStream.range(0, 10_000).mapToDouble(i -> draw.beta(0.01, 0.01)).toArray();
    assertThat(Arrays.stream(values).allMatch(value -> value >= 0 && value <= 1)).isTrue();
    assertThat(Arrays.stream(values).filter(value -> value < 0.01).count()).isBetween(4500L, 5000L);
    assertThat(Arrays.stream(values).filter(value -> value > 0.99).count()).isBetween(4500L, 5000L);
  }

  @Test
  void aPermutationHoldsEveryIndexOnceAndBelowStaysBelow() {
    Draw draw = Draw.of(1, "permutation");

    assertThat(draw.permutation(100)).containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
    assertThat(IntStream.range(0, 1000).map(i -> draw.below(3)).distinct().toArray())
        .containsExactlyInAnyOrder(0, 1, 2);
  }
}
