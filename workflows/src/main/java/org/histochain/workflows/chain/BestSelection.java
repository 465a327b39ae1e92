package org.histochain.workflows.chain;

import io.temporal.failure.ApplicationFailure;
import org.histochain.workflows.contract.BestStage;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.Scores;
import org.histochain.workflows.contract.StageRecord;

/** Chooses the best stage by validation: the teacher or a fine-tuned student. */
final class BestSelection {
  private final String select;

  /**
   * @param select the score that decides, as in a chain file
   */
  BestSelection(String select) {
    this.select = select;
  }

  BestStage first(StageRecord teacher) {
    return new BestStage(
        teacher.iteration(),
        teacher.model().model().sha256(),
        score(teacher.validation().scores()));
  }

  /** Returns {@code candidate} if it beats {@code best}; a tie goes to the earlier. */
  BestStage better(BestStage best, StageRecord candidate) {
    BestStage contender = first(candidate);
    return contender.score() > best.score() ? contender : best;
  }

  private double score(Scores scores) {
    try {
      return scores.of(select);
    } catch (IllegalArgumentException unknown) {
      throw ApplicationFailure.newNonRetryableFailure(
          unknown.getMessage(), FailureTypes.INVALID_CHAIN);
    }
  }
}
