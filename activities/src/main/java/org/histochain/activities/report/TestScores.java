package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.histochain.activities.evaluation.EvaluationResult;

/**
 * How good the stages are on test.
 *
 * @param stages one for each stage, in their order; empty where test holds no patch
 */
record TestScores(List<EvaluationResult> stages) {
  TestScores {
    stages = List.copyOf(requireNonNull(stages, "stages is null"));
  }
}
