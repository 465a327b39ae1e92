package org.histochain.activities.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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

  @Test
  void aPermutationHoldsEveryIndexOnceAndBelowStaysBelow() {
    Draw draw = Draw.of(1, "permutation");

    assertThat(draw.permutation(100)).containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
    assertThat(IntStream.range(0, 1000).map(i -> draw.below(3)).distinct().toArray())
        .containsExactlyInAnyOrder(0, 1, 2);
  }
}
