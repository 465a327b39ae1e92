package org.histochain.bench;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Balanced test accuracies of one seed, in [0, 1].
 *
 * @param seed seed of labelled draw and weights
 * @param teacher the teacher's
 * @param lastStudent the last fine-tuned student's
 * @param best the best stage's by validation
 * @param bestIteration which iteration that was; 0: the teacher
 * @param supervised the supervised reference's
 * @param chainSummary {@code summary.json} of the chain
 * @param supervisedSummary {@code summary.json} of the reference
 */
record SeedResult(
    long seed,
    double teacher,
    double lastStudent,
    double best,
    int bestIteration,
    double supervised,
    JsonNode chainSummary,
    JsonNode supervisedSummary) {

  static SeedResult of(long seed, JsonNode chain, JsonNode supervised) {
    JsonNode stages = chain.get("stages");
    int best = chain.path("best").path("iteration").asInt();
    return new SeedResult(
        seed,
        score(stages.get(0)),
        score(stages.get(stages.size() - 1)),
        score(stages.get(2 * best)), // a pretrained and a fine-tuned stage per iteration
        best,
        score(supervised.get("stages").get(0)),
        chain,
        supervised);
  }

  private static double score(JsonNode stage) {
    return stage.path("test").path("balancedAccuracy").asDouble(Double.NaN);
  }
}
