package org.histochain.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one seed gave.
 *
 * @param seed seed of labelled draw and weights
 * @param summaries {@code summary.json} of each arm that was run
 */
record SeedResult(long seed, SortedMap<Arm, JsonNode> summaries) {

  /** Returns the chain's teacher on test. */
  TestScore teacher() {
    return stage(Arm.CHAIN, 0);
  }

  /** Returns the last fine-tuned student on test. */
  TestScore lastStudent() {
    return stage(Arm.CHAIN, summary(Arm.CHAIN).get("stages").size() - 1);
  }

  /** Returns the stage that validation chose, on test. */
  TestScore best() {
    return stage(Arm.CHAIN, 2 * bestIteration()); // a pretrained and a fine-tuned stage each
  }

  /** Returns the iteration that validation chose; 0: the teacher. */
  int bestIteration() {
    return summary(Arm.CHAIN).path("best").path("iteration").asInt();
  }

  /** Returns the only stage of an arm without iterations on test; null if it was not run. */
  @Nullable TestScore single(Arm arm) {
    return summaries.containsKey(arm) ? stage(arm, 0) : null;
  }

  /** Returns the colour-histogram model that an arm's labels gave, on test. */
  TestScore colourHistogram(Arm arm) {
    return TestScore.of(summary(arm).path("baselines").path("colourHistogram").path("test"));
  }

  private TestScore stage(Arm arm, int index) {
    return TestScore.of(summary(arm).path("stages").path(index).path("test"));
  }

  private JsonNode summary(Arm arm) {
    JsonNode summary = summaries.get(arm);
    if (summary == null) {
      throw new IllegalStateException("Seed " + seed + " has no arm " + arm.label());
    }
    return summary;
  }
}
