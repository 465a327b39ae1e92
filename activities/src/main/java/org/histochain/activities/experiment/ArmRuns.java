package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The runs with a result of an arm at a label fraction, in the order of the plan.
 *
 * @param arm name of the arm
 * @param fraction label fraction, as written; null where the arm decides itself
 * @param runs at least one
 */
record ArmRuns(String arm, @Nullable String fraction, List<RunOutcome> runs) {
  ArmRuns {
    requireNonNull(arm, "arm is null");
    runs = List.copyOf(runs);
  }

  /** Returns what people call it. */
  String name() {
    return runs.getFirst().run().name();
  }

  /** Returns the arms with a result, in the order of the plan. */
  static List<ArmRuns> of(List<RunOutcome> outcomes) {
    SequencedMap<String, List<RunOutcome>> byName = new LinkedHashMap<>();
    for (RunOutcome outcome : outcomes) {
      if (outcome.isDone()) {
        byName.computeIfAbsent(outcome.run().name(), _ -> new ArrayList<>()).add(outcome);
      }
    }
    return byName.values().stream()
        .map(
            runs ->
                new ArmRuns(runs.getFirst().run().arm(), runs.getFirst().run().fraction(), runs))
        .toList();
  }
}
