package org.histochain.activities.evaluation;

import static java.util.Objects.requireNonNull;

import org.histochain.workflows.contract.Scores;

/**
 * How good a model is on one set.
 *
 * @param scores the scores that summaries show
 * @param details confusion matrix, reliability bins, classes that the set lacks
 */
public record EvaluationResult(Scores scores, EvaluationDetails details) {
  public EvaluationResult {
    requireNonNull(scores, "scores is null");
    requireNonNull(details, "details is null");
  }
}
