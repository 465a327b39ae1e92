package org.histochain.bench.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.histochain.activities.draw.Draw;

/** Draws faults from a seed: as many of each kind, spread over the chain, in any order. */
final class FaultPlan {
  /** The last faults must fall on a working system, too. */
  private static final double LAST = 0.92;

  private FaultPlan() {}

  /**
   * Draws faults in the order in which they are due.
   *
   * @param faults how many, at least 1; what does not divide among the kinds goes to some of them
   * @param kinds kinds to draw from
   */
  static List<PlannedFault> draw(int faults, List<FaultKind> kinds, long seed) {
    int[] kindOrder = Draw.of(seed, "chaos kinds").permutation(kinds.size());
    int[] order = Draw.of(seed, "chaos order").permutation(faults);
    Draw places = Draw.of(seed, "chaos places");
    int firstTurn = Draw.of(seed, "chaos turns").below(4);
    Map<FaultKind, Integer> turns = new EnumMap<>(FaultKind.class);
    List<PlannedFault> plan = new ArrayList<>();
    for (int index = 0; index < faults; index++) {
      FaultKind kind = kinds.get(kindOrder[order[index] % kinds.size()]);
      int turn = turns.merge(kind, 1, Integer::sum) - 1 + firstTurn;
      double share = LAST * (index + places.uniform(0, 0.5)) / faults;
      plan.add(new PlannedFault(index + 1, kind, turn, share));
    }
    return plan;
  }
}
