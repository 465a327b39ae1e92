package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import org.histochain.activities.evaluation.EvaluationDetails;

/**
 * What stands behind the scores that the page compares: of test, or of validation where test holds
 * no patch.
 *
 * @param set test or validation
 * @param teacher the teacher's
 * @param best the best model's
 */
record ShownDetails(String set, EvaluationDetails teacher, EvaluationDetails best) {
  ShownDetails {
    requireNonNull(set, "set is null");
    requireNonNull(teacher, "teacher is null");
    requireNonNull(best, "best is null");
  }
}
