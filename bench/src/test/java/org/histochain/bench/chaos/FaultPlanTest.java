package org.histochain.bench.chaos;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  private static final List<FaultKind> ALL = List.of(FaultKind.values());

  @Test
  void fiftyFaultsAreFiveOfEachKind() {
    Map<FaultKind, Long> counts =
        FaultPlan.draw(50, ALL, 1).stream().collect(groupingBy(PlannedFault::kind, counting()));
    assertThat(counts).hasSize(10).allSatisfy((kind, count) -> assertThat(count).isEqualTo(5));
  }

  @Test
  void twelveFaultsHoldEveryKind() {
    for (long seed = 0; seed < 20; seed++) {
      assertThat(FaultPlan.draw(12, ALL, seed)).extracting(PlannedFault::kind).containsAll(ALL);
    }
  }

  @Test
  void theSeedAloneDecides() {
    assertThat(FaultPlan.draw(20, ALL, 7)).isEqualTo(FaultPlan.draw(20, ALL, 7));
    assertThat(FaultPlan.draw(20, ALL, 7)).isNotEqualTo(FaultPlan.draw(20, ALL, 8));
  }

  @Test
  void theyAreDueOneAfterTheOtherAndBeforeTheChainEnds() {
    List<Double> shares = FaultPlan.draw(50, ALL, 3).stream().map(PlannedFault::share).toList();
    assertThat(shares).isSorted().doesNotHaveDuplicates();
    assertThat(shares).allSatisfy(share -> assertThat(share).isBetween(0.0, 0.95));
  }

  @Test
  void damagesTakeTurns() {
    List<PlannedFault> damages = FaultPlan.draw(4, List.of(FaultKind.DAMAGE_ARTIFACT), 5);
    assertThat(damages)
        .extracting(damage -> damage.hitsManifest() + " " + damage.truncates())
        .doesNotHaveDuplicates()
        .hasSize(4);
  }
}
